import type { Screen } from '../../screen/screen.ts';
import { isBlank } from '../../screen/screen-text.ts';
import { cells } from '../../text/safe-text.ts';

/** The parts of Qwen Code's screen: a transcript, and below it the composer, or what is asked at its end. */
export interface QwenLayout {
  readonly transcript: readonly string[];
  readonly composer?: QwenComposer;
  /** A tool waits for a person: its lines from its name on. */
  readonly asked?: readonly string[];
}

export interface QwenComposer {
  readonly draft: string;
  /** The line with the time that a turn has taken. */
  readonly status: string | undefined;
  /** Ctrl+R: what is typed is looked for in its history. */
  readonly isSearch: boolean;
  /** What stands below the prompt. */
  readonly footer: readonly string[];
}

const rule = /^─{8,}$/u;
const promptSign = /^(?:[>!*] |[>!*]$|\(r:\))/u;
/** `.. Asking the magic conch shell... (2s · ↓ 11 tokens · esc to cancel)` */
const statusLine = /\((?:[^()]*\s)?\d+[hms][^()]*\besc\b[^()]*\)\s*$/u;
const waiting = /^\s*\S?\s*Waiting for user confirmation/u;

export function readQwenLayout(screen: Screen): QwenLayout {
  const lines = plainLines(screen);
  const end = lines.findLastIndex(line => !isBlank(line)) + 1;
  const text = lines.slice(0, end);
  const prompt = findPrompt(text);
  if (prompt) return withComposer(text, prompt, screen);
  // What waits is the last that stands there, but for hooks and subagents that are listed below it.
  const last = text.findLastIndex(line => waiting.test(line));
  if (last < 0 || last < text.length - 6) return { transcript: text };
  const from = text.slice(0, last).findLastIndex(line => /^ {1,2}\? \S/u.test(line));
  return { transcript: text.slice(0, Math.max(0, from)), asked: text.slice(Math.max(0, from), last) };
}

/** Without the bar at the right edge that shows how far it is scrolled, and without signs that take no room. */
function plainLines({ lines, width }: Screen): readonly string[] {
  return lines.map(line => {
    const plain = line.replace(/[\ufe0e\u200b]/gu, '');
    const isAtEdge = /[│█]$/u.test(plain) && cells(plain) === width;
    return (isAtEdge ? plain.slice(0, -1) : plain).trimEnd();
  });
}

interface Prompt {
  readonly from: number;
  /** Index of the rule below it. */
  readonly to: number;
}

function findPrompt(lines: readonly string[]): Prompt | undefined {
  const from = lines.findLastIndex((line, at) => promptSign.test(line) && rule.test(lines[at - 1] ?? ''));
  if (from < 1) return undefined;
  const to = lines.findIndex((line, at) => at > from && rule.test(line));
  return to < 0 ? undefined : { from, to };
}

function withComposer(
  lines: readonly string[],
  { from, to }: Prompt,
  { cursorX, cursorY }: Screen,
): QwenLayout {
  const first = (lines[from] ?? '').replace(/^(?:[>!*]|\(r:\))/u, '');
  const typed = [first, ...lines.slice(from + 1, to)]
    .map(line => line.trim())
    .join('\n')
    .trim();
  // A hint stands two columns further right, with the cursor before it.
  const isHint =
    /^ {3}\S/u.test(first) && (/^ {3}Type your /u.test(first) || (cursorY === from && cursorX <= 2));
  const above = lines.slice(0, from - 1);
  const at = above.findLastIndex((line, index) => statusLine.test(line) && index >= above.length - 12);
  return {
    transcript: at < 0 ? above : above.slice(0, at),
    composer: {
      draft: isHint ? '' : typed,
      status: at < 0 ? undefined : above[at],
      isSearch: (lines[from] ?? '').startsWith('(r:)'),
      footer: lines.slice(to + 1),
    },
  };
}
