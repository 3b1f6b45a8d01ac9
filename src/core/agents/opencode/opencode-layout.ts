import type { Screen } from '../../screen/screen.ts';
import { cutAtCell } from '../../screen/screen-cells.ts';
import { indentOf, isBlank } from '../../screen/screen-text.ts';

/** The parts of OpenCode's screen: a transcript, and below it the composer or a panel that asks something. */
export interface OpencodeLayout {
  /** Columns of the main part, without a sidebar. */
  readonly width: number;
  readonly transcript: readonly string[];
  readonly composer?: Composer;
  /** What the panel at the bottom says when there is no composer, without its bar. */
  readonly panel?: readonly string[];
  /** A window in the middle, over all else: its title, then its text. */
  readonly window?: readonly string[];
}

export interface Composer {
  readonly draft: string;
  /** Columns before its bar: on the first screen it stands in the middle. */
  readonly indent: number;
  /** The lines below its lower edge. */
  readonly footer: readonly string[];
}

export function readOpencodeLayout(screen: Screen): OpencodeLayout {
  const { lines, width } = withoutSidebar(screen);
  const text = lines.map(withoutToast).slice(0, lines.findLastIndex(line => !isBlank(line)) + 1);
  const edge = text.findLastIndex(line => /^ *╹▀{8,}/u.test(line));
  const found = findWindow(edge < 0 ? text : text.slice(0, edge));
  const base = { width, ...(found && { window: found }) };
  if (edge >= 0 && !text.slice(edge + 1).some(isBar)) return { ...base, ...withComposer(text, edge) };
  const start = text.findLastIndex(line => !isBar(line)) + 1;
  const panel = text.slice(start).map(withoutBar);
  return { ...base, transcript: text.slice(0, start), ...(panel.length > 0 && { panel }) };
}

/** A line of a message of the person, of a tool's block, or of a panel. */
export function isBar(line: string): boolean {
  return /^ {0,4}┃/u.test(line);
}

/** Without the bar and the two blanks behind it. */
export function withoutBar(line: string): string {
  return line.replace(/^ *┃ {0,2}/u, '').trimEnd();
}

const sidebarCells = 40;
const sidebarGap = 4;

/** On a terminal of more than 120 columns a sidebar stands at the right, behind an empty gap. */
function withoutSidebar({ lines, width }: Screen): Pick<OpencodeLayout, 'width'> & {
  readonly lines: readonly string[];
} {
  const end = width - sidebarCells - sidebarGap;
  const split = lines.map(line => splitAtCell(line, end));
  const crossing = split.filter(([, right]) => !isBlank(right.slice(0, sidebarGap)));
  const beside = split.filter(([, right]) => indentOf(right) === sidebarGap && !isBlank(right));
  const isSidebar = width > 120 && crossing.length <= Math.min(mostCrossing, beside.length);
  if (!isSidebar || beside.length === 0) return { lines, width: width - 2 };
  return { lines: split.map(([left]) => left.trimEnd()), width: end };
}

/** A passing notice stands over the gap and the sidebar. */
const mostCrossing = 5;

function splitAtCell(line: string, most: number): readonly [string, string] {
  const left = cutAtCell(line, most);
  return [left, line.slice(left.length)];
}

/** A passing notice at the right edge, between two bars. */
function withoutToast(line: string): string {
  return line.replace(/^(.{20,}?)\s{2,}┃(?:\s.*)?\s┃\s*$/u, '$1').trimEnd();
}

function withComposer(
  text: readonly string[],
  edge: number,
): Pick<OpencodeLayout, 'transcript' | 'composer'> {
  const indent = indentOf(text[edge] ?? '');
  let start = edge;
  while (start > 0 && (text[start - 1] ?? '').startsWith(`${' '.repeat(indent)}┃`)) start -= 1;
  // The menu of `/` and `@` stands on top of it, between two bars.
  const inside = text.slice(start, edge).filter(line => !/┃\s*$/u.test(line.slice(indent + 1)));
  return {
    transcript: text.slice(0, start),
    composer: { indent, draft: draftOf(inside.map(withoutBar)), footer: text.slice(edge + 1) },
  };
}

/** The last line names the agent and the model. */
function draftOf(inside: readonly string[]): string {
  const text = inside.slice(
    0,
    inside.findLastIndex(line => !isBlank(line)),
  );
  const draft = text.join('\n').trim();
  return /^(?:Ask anything|Run a command)(?:…|\.{3})/u.test(draft) ? '' : draft;
}

/** Its first line: the title, and `esc` (help: `esc/enter`) at its right end; an empty line follows. */
function findWindow(text: readonly string[]): readonly string[] | undefined {
  const top = text.findIndex((line, index) => isWindowTop(line, text[index + 1] ?? ''));
  const head = text[top];
  if (head === undefined) return undefined;
  const { title, left } = titleOf(head);
  const below = text.slice(top + 1);
  // What stands beside it is cut off before its edge; below it, the transcript goes through.
  const end = below.findIndex(line => !/^(?:[●✓>]?\s*)$/u.test(line.slice(left - 2, left)));
  const body = below.slice(0, end < 0 ? below.length : end);
  return [title, ...body.map(line => line.slice(left - 2, head.length).trim())];
}

function isWindowTop(line: string, next: string): boolean {
  const { left } = titleOf(line);
  return left >= 4 && isBlank(next.slice(left - 2, line.length));
}

function titleOf(line: string): { readonly title: string; readonly left: number } {
  const title = /(?:^|\s{3})(\S(?: ?\S)*) {3,}esc(?:\/\w+)?$/u.exec(line)?.[1] ?? '';
  return { title, left: title === '' ? -1 : line.lastIndexOf(title) };
}
