import type { Screen } from '../../screen/screen.ts';
import { isBlank } from '../../screen/screen-text.ts';
import { cells } from '../../text/safe-text.ts';

/** The parts of Copilot CLI's screen: a transcript, and below it the composer or what is asked in its place. */
export interface CopilotLayout {
  readonly transcript: readonly string[];
  readonly composer?: CopilotComposer;
  /** What stands between two rules, or in a frame, and is asked there; without them. */
  readonly asked?: readonly string[];
}

export interface CopilotComposer {
  readonly draft: string;
  /** Ctrl+R: what is typed is looked for in its history. */
  readonly isSearch: boolean;
  /** What stands below the prompt: what it does, or its modes. */
  readonly footer: string;
}

const rule = /^─{8,}$/u;
const promptSign = /^(?:[❯!](?: |$)|\(reverse-i-search\))/u;
const dialogHint = /(?:↑\/↓|\benter\b|\btab\b|\bspace\b).*\besc\b|^\s*cancel$/iu;

export function readCopilotLayout(screen: Screen): CopilotLayout {
  const all = plainLines(screen);
  const lines = all.slice(0, all.findLastIndex(line => !isBlank(line)) + 1);
  const frame = findFrame(lines) ?? findForm(lines);
  if (frame) return { transcript: withoutTabs(lines.slice(0, frame.from)), asked: frame.inside };
  const prompt = findPrompt(lines);
  if (!prompt) return { transcript: withoutTabs(lines) };
  const { from, to } = prompt;
  const first = (lines[from] ?? '').replace(/^[❯!] ?/u, '');
  const isSearch = /^\(reverse-i-search\)/u.test(first);
  const typed = [first, ...lines.slice(from + 1, to)]
    .map(line => line.trim())
    .join('\n')
    .trim();
  const isHint = /^(?:Execute shell command|Type @ to mention)/u.test(typed) && screen.cursorX <= 2;
  return {
    transcript: withoutTabs(withoutPlace(lines.slice(0, from - 1))),
    composer: {
      draft: isSearch || isHint ? '' : typed,
      isSearch,
      footer: lines
        .slice(to + 1)
        .join(' ')
        .trim(),
    },
  };
}

/** Without the bar at the right edge that shows how far it is scrolled. */
function plainLines({ lines, width }: Screen): readonly string[] {
  return lines.map(line =>
    (/[┃│]$/u.test(line) && cells(line) === width && !/^\s?│/u.test(line)
      ? line.slice(0, -1)
      : line
    ).trimEnd(),
  );
}

/** The names of its pages at the top. */
function withoutTabs(lines: readonly string[]): readonly string[] {
  return /^ \[?Current\]? +Sessions\b/u.test(lines[0] ?? '') ? lines.slice(1) : lines;
}

/** Directory and branch right above the composer, and a menu that is open over it. */
function withoutPlace(lines: readonly string[]): readonly string[] {
  const end = lines.findLastIndex(line => !/^\s*┃|^ {2,}[❯ ] @/u.test(line)) + 1;
  const at = lines.slice(0, end).findLastIndex(line => !isBlank(line));
  return /^ [~/]\S*.*$/u.test(lines[at] ?? '') ? lines.slice(0, at) : lines.slice(0, end);
}

function findPrompt(lines: readonly string[]): { readonly from: number; readonly to: number } | undefined {
  const from = lines.findLastIndex((line, at) => promptSign.test(line) && rule.test(lines[at - 1] ?? ''));
  const to = from < 0 ? -1 : lines.findIndex((line, at) => at > from && rule.test(line));
  return to < 0 ? undefined : { from, to };
}

interface Frame {
  readonly from: number;
  readonly inside: readonly string[];
}

/** A frame at the very bottom. */
function findFrame(lines: readonly string[]): Frame | undefined {
  const to = lines.length - 1;
  if (!/^\s?╰─+╯$/u.test(lines[to] ?? '')) return undefined;
  let from = to;
  while (from > 0 && /^\s?│/u.test(lines[from - 1] ?? '')) from -= 1;
  const inside = lines.slice(from, to).map(line => line.replace(/^\s?│ ?/u, '').replace(/\s*│\s*$/u, ''));
  return { from: Math.max(0, from - 1), inside };
}

/** Between two rules, with the keys in its last line; words of one's own are typed in a composer below it. */
function findForm(lines: readonly string[]): Frame | undefined {
  const to = lines.findLastIndex((line, at) => rule.test(line) && dialogHint.test(lines[at - 1] ?? ''));
  if (to < 0) return undefined;
  const below = lines.slice(to + 1);
  const isLast = below.every(isBlank) || (rule.test(below[0] ?? '') && /^❯/u.test(below[1] ?? ''));
  const from = lines.slice(0, to).findLastIndex(line => rule.test(line));
  if (!isLast || from < 0) return undefined;
  return { from, inside: lines.slice(from + 1, to).map(line => line.replace(/^ /u, '')) };
}
