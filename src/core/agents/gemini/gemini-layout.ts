import { isBlank } from '../../screen/screen-text.ts';

/** The parts of Gemini CLI's screen: a transcript above, and at the bottom its composer or the frame of a dialog. */
export interface GeminiLayout {
  readonly transcript: readonly string[];
  readonly composer?: Composer;
  readonly dialog?: Dialog;
}

/** The prompt, and the line of spinner and hints above it. */
export interface Composer {
  readonly draft: string;
  readonly status: string;
  /** Ctrl+R: what is typed is looked for in its history. */
  readonly isSearch: boolean;
}

/** A frame that stands at the bottom. */
export interface Dialog {
  /** What is inside, without the frame's own lines. */
  readonly inside: readonly string[];
  /** What the program says below it, in one line. */
  readonly below: string;
}

interface Cursor {
  readonly cursorX: number;
  readonly cursorY: number;
}

export function readLayout(lines: readonly string[], cursor: Cursor): GeminiLayout {
  // tmux adds a line of its own to a dead pane.
  const own = lines.map(line => (/^Pane is dead \(/u.test(line) ? '' : line));
  const text = own.slice(0, own.findLastIndex(line => !isBlank(line)) + 1);
  const prompt = findPrompt(text, cursor);
  if (prompt) {
    const { top, composer } = readComposer(text, prompt, cursor);
    return { transcript: withoutHelp(withoutRemains(text.slice(0, top))), composer };
  }
  const frame = findFrame(text);
  if (!frame) return { transcript: text };
  const inside = text.slice(frame.from, frame.to).map(unframed);
  return {
    transcript: text.slice(0, Math.max(0, frame.from - 1)),
    dialog: {
      inside,
      below: text
        .slice(frame.to + 1)
        .join(' ')
        .trim(),
    },
  };
}

/** A line across the screen: half blocks around prompts, a plain one where the terminal has few colours. */
export function isBar(line: string): boolean {
  return /^(?:▄{8,}|▀{8,}|─{8,})$/u.test(line.trimEnd());
}

/** `>`, `!` for the shell, `*` when everything is allowed, `(r:)` while searching. */
export const promptSign = /^ ?(?:[>!*]|\(r:\))(?:\s|$)/u;

const mark = /^\s?[╭│╰▄├]|^[✦ℹ✕⚠]/u;

/** First and last line of the composer's text. */
interface Prompt {
  readonly from: number;
  readonly to: number;
}

/**
 * A sent prompt looks like the composer; the composer is the last one, has nothing but the footer below and the rule
 * above its mode line, or else the cursor in it.
 */
function findPrompt(lines: readonly string[], { cursorY }: Cursor): Prompt | undefined {
  const from = lines.findLastIndex(line => promptSign.test(line));
  if (from < 1) return undefined;
  const above = lines[from - 1] ?? '';
  const hasBars = isBar(above);
  if (!hasBars && !isBlank(above)) return undefined;
  const end = lines.findIndex((line, at) => at > from && (hasBars ? isBar(line) : isBlank(line)));
  const to = (end < 0 ? lines.length : end) - 1;
  if (lines.slice(from + 1, to + 1).some(line => /^ {0,2}\S/u.test(line))) return undefined;
  if (lines.slice(to + 2).some(line => mark.test(line))) return undefined;
  const hasRule = lines.slice(Math.max(0, from - 6), from - 1).some(isRule);
  const hasCursor = cursorY >= from && cursorY <= to;
  return hasRule || hasCursor ? { from, to } : undefined;
}

function isRule(line: string): boolean {
  return /^─{8,}$/u.test(line.trimEnd());
}

const hint = /^(?:Type your |Press '(?:Esc|i)' for )/u;

function readComposer(
  lines: readonly string[],
  { from, to }: Prompt,
  { cursorX, cursorY }: Cursor,
): { readonly top: number; readonly composer: Composer } {
  const first = (lines[from] ?? '').replace(promptSign, '');
  const typed = [first, ...lines.slice(from + 1, to + 1)]
    .map(line => line.trim())
    .join('\n')
    .trim();
  // A hint stands two columns further right, with the cursor before it.
  const isHint = /^ {2}\S/u.test(first) && (hint.test(typed) || (cursorY === from && cursorX <= 3));
  const rule = lines.slice(Math.max(0, from - 6), from - 1).findLastIndex(isRule);
  const bottom = rule < 0 ? from - 1 : Math.max(0, from - 6) + rule;
  const blank = lines.slice(0, bottom).findLastIndex(isBlank);
  const status = lines.slice(blank + 1, bottom).findLast(line => !mark.test(line)) ?? '';
  const isSearch = /^ ?\(r:\)/u.test(lines[from] ?? '');
  return { top: Math.min(blank + 1, bottom), composer: { draft: isHint ? '' : typed, status, isSearch } };
}

/** In another width it draws its composer again, below the upper lines of the one before. */
function withoutRemains(lines: readonly string[]): readonly string[] {
  const isRemains = (line: string) =>
    isBlank(line) || isRule(line) || /^\s*(?:\? for shortcuts|Shift\+Tab to accept edits)\s*$/u.test(line);
  const end = lines.findLastIndex(line => !isRemains(line)) + 1;
  return lines.slice(end).some(line => !isBlank(line)) ? lines.slice(0, end) : lines;
}

/** The list of shortcuts stands below a rule of its own, one column in. */
function withoutHelp(lines: readonly string[]): readonly string[] {
  const rule = lines.findLastIndex(isRule);
  const isHelp = rule >= 0 && lines.slice(rule + 1).every(line => isBlank(line) || /^ \S/u.test(line));
  return isHelp ? lines.slice(0, rule) : lines;
}

const lowerEdge = /^(\s?)╰(─+)╯\s*$/u;

function findFrame(lines: readonly string[]): { readonly from: number; readonly to: number } | undefined {
  const to = lines.findLastIndex(line => lowerEdge.test(line));
  const match = lowerEdge.exec(lines[to] ?? '');
  if (!match) return undefined;
  const below = lines.slice(to + 1);
  if (below.some(line => mark.test(line) || isBar(line)) || below.filter(line => !isBlank(line)).length > 3)
    return undefined;
  const [, indent = '', edge = ''] = match;
  const upper = `${indent}╭${edge}╮`;
  const start = lines.slice(0, to).findLastIndex(line => line.trimEnd() === upper);
  // On a small screen the upper edge is out of sight.
  const from = start < 0 ? lines.findLastIndex((line, at) => at < to && !/^\s?│/u.test(line)) + 1 : start + 1;
  return { from, to };
}

/** Without the frame's left and right line. */
export function unframed(line: string): string {
  return line
    .replace(/^\s?│ ?/u, '')
    .replace(/\s*│\s*$/u, '')
    .trimEnd();
}
