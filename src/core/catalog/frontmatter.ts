/** The values between the `---` lines at the top of a file that are plain text; `key` in small letters. */
export type Frontmatter = Readonly<Record<string, string>>;

/**
 * Reads `key: text`, with or without quotes, and texts that go on over indented lines. Nothing is refused: the files
 * are read by agents that are as lenient, and a description often holds what YAML would not take unquoted.
 */
export function readFrontmatter(text: string): Frontmatter {
  const block = /^\ufeff?---[ \t]*\r?\n(.*?)(?:\r?\n---|$(?![\s\S]))/s.exec(text)?.[1];
  if (block === undefined) return {};
  const values: Record<string, string> = {};
  let key: string | undefined;
  for (const line of block.split(/\r?\n/)) {
    const pair = /^([A-Za-z][\w-]*):(.*)$/.exec(line);
    if (pair) {
      key = pair[1]?.toLowerCase() ?? '';
      values[key] = /^\s*[|>][+-]?\d?\s*$/.test(pair[2] ?? '') ? '' : (pair[2] ?? '').trim();
    } else if (key !== undefined && /^\s+\S/.test(line)) {
      values[key] = `${values[key]} ${line.trim()}`.trim();
    }
  }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, unquoted(value)]));
}

function unquoted(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(value)?.[1] ?? /^'((?:[^']|'')*)'$/s.exec(value)?.[1];
  if (quoted === undefined) return value;
  return quoted.replaceAll('\\n', ' ').replaceAll('\\"', '"').replaceAll("''", "'");
}

/** `description = "…"` of a TOML file, on one line or between three quotes; for what else stands there, see TOML. */
export function readTomlDescription(text: string): string {
  const found =
    /^description\s*=\s*"""(.*?)"""/ms.exec(text) ??
    /^description\s*=\s*"((?:[^"\\\n]|\\.)*)"/m.exec(text) ??
    /^description\s*=\s*'([^'\n]*)'/m.exec(text);
  return found?.[1]?.replaceAll('\\n', ' ').replaceAll('\\"', '"').trim() ?? '';
}
