import { type BackendSetting, backendSettings } from './backend-choice.ts';

/** A word of Claude Code's own about where its teammates live, and where it stands. */
export interface TeammateWord {
  /** For a sentence: `CLAUDE_CODE_SPAWN_BACKEND`, `FILE, line 3: "teammateMode"`. */
  readonly from: string;
  readonly value: unknown;
}

export interface TeammateMode {
  readonly mode: BackendSetting | undefined;
  /** Sentences about words that are none. */
  readonly problems: readonly string[];
}

/** The first word that is one, of the strongest first. */
export function teammateMode(words: readonly TeammateWord[]): TeammateMode {
  const good = words.find(({ value }) => isMode(value));
  const before = good === undefined ? words : words.slice(0, words.indexOf(good));
  const problems = before.map(
    ({ from, value }) =>
      `${from} is ${JSON.stringify(value) ?? 'nothing'}, which is none of ${backendSettings.join(', ')}. It does not count.`,
  );
  return { mode: good?.value as BackendSetting | undefined, problems };
}

function isMode(value: unknown): value is BackendSetting {
  return backendSettings.some(mode => mode === value);
}

/** What `--teammate-mode` says among the words for an agent; the last one counts. */
export function teammateFlag(flags: readonly string[]): TeammateWord | undefined {
  const from = '--teammate-mode';
  const at = flags.findLastIndex(flag => flag === from || flag.startsWith(`${from}=`));
  if (at < 0) return undefined;
  const flag = flags[at] ?? '';
  return { from, value: flag === from ? (flags[at + 1] ?? '') : flag.slice(from.length + 1) };
}
