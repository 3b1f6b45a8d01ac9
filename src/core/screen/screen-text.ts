/** Small readers of screen text, shared by the rules of all agents. */

/** One line of at most `limit` characters, white space collapsed. */
export function oneLine(text: string, limit = 200): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  return line.length <= limit ? line : `${cutAtCharacter(line, limit - 1).trimEnd()}…`;
}

/** Never cuts an emoji's surrogate pair in two. */
function cutAtCharacter(text: string, limit: number): string {
  const code = text.charCodeAt(limit - 1);
  return text.slice(0, code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit);
}

/** The lines without the one that tmux before 3.3 writes into the pane of a program that has ended. */
export function withoutDeadLine(lines: readonly string[]): readonly string[] {
  return lines.filter(line => !/^Pane is dead \(/u.test(line));
}

/** The lines without blank ones at either end. */
export function trimBlank(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex(line => !isBlank(line));
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(line => !isBlank(line)) + 1);
}

/** One blank line for three or more, as stand between the words of an agent and its composer. */
export function withoutGaps(lines: readonly string[]): readonly string[] {
  const isEmpty = (index: number) => lines[index]?.trim() === '';
  return lines.filter(
    (_, index) => !(isEmpty(index) && isEmpty(index - 1) && (isEmpty(index - 2) || isEmpty(index + 1))),
  );
}

export function isBlank(line: string): boolean {
  return line.trim() === '';
}

/** Number of blanks before the first character. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The lines without the indentation they all share. */
export function dedent(lines: readonly string[]): readonly string[] {
  const shared = lines.filter(line => !isBlank(line)).map(indentOf);
  const width = shared.length === 0 ? 0 : Math.min(...shared);
  return lines.map(line => line.slice(width).trimEnd());
}

/** Runs of lines between blank ones. */
export function paragraphs(lines: readonly string[]): readonly (readonly string[])[] {
  const result: string[][] = [];
  let open = false;
  for (const line of lines) {
    if (isBlank(line)) open = false;
    else if (open) result.at(-1)?.push(line);
    else {
      result.push([line]);
      open = true;
    }
  }
  return result;
}

/** Lines that a terminal or a program wrapped, as the one line they were. */
export function joinWrapped(lines: readonly string[]): string {
  return oneLine(lines.join(' '), Number.POSITIVE_INFINITY);
}

/** Whether `next` was wrapped because its first word had no room behind `line`; else it begins again. */
export function wasWrapped(line: string, next: string, width: number): boolean {
  const word = /^\S+/u.exec(next.trimStart())?.[0] ?? '';
  return line.trimEnd().length + 1 + word.length > width - 1;
}

/** Words of a program's complaint, and the lines of a stack trace, which name the place and not the fault. */
const complaint =
  /\b(?:\w*error|cannot|can't|could not|couldn't|unable|not found|no such|fail(?:ed|ure)?|denied|missing|not installed|invalid|unsupported|refused|fatal|panic)\b/iu;
const trace = /^(?:at\s|node:internal\/|file:\/\/|\/.*:\d+$)/u;

/** The line in which a program that could not start says why; its last one where none sounds like it. */
export function complaintIn(lines: readonly string[]): string | undefined {
  const words = withoutDeadLine(lines).map(line => line.trim());
  const line = words.findLast(each => complaint.test(each) && !trace.test(each));
  return line ?? lastFilledLine(words);
}

export function lastFilledLine(lines: readonly string[]): string | undefined {
  return lines.findLast(line => !isBlank(line))?.trim();
}

/** How many of the lines after the first go on with its text, because it was wrapped. */
export function countWrapped(lines: readonly string[], width: number): number {
  const end = lines.findIndex((line, index) => !wasWrapped(line, lines[index + 1] ?? '', width));
  return end < 0 ? lines.length - 1 : Math.min(end, lines.length - 1);
}
