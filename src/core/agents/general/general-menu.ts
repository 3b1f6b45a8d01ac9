import type { Option } from '../../question/question.ts';
import { indentOf, isBlank, joinWrapped } from '../../screen/screen-text.ts';
import { numberedRows, type OptionRow, optionRow } from '../shared/option-rows.ts';
import { choiceKeys, isDialogHint } from './general-hints.ts';
import type { Page } from './general-page.ts';

/** Choices that stand one below the other. */
export interface Menu {
  /** Indices of its first line, and behind its last. */
  readonly from: number;
  readonly to: number;
  /** Empty where the first ones are out of sight. */
  readonly options: readonly Option[];
  readonly selected?: number;
  readonly isNumbered: boolean;
  /** Round marks of which one is full: nothing else looks like it. */
  readonly hasMarks?: boolean;
}

const pointer = '❯›>▶►▸▹▷⏵‣→⇒⟶➢➤➜⮕⟩●◉⦿◆•*»☞☛❱➔';
/** Of two signs: `->`, `=>`, `>>`. */
const wide = '[-=>]{1,2}>';
const numbered = new RegExp(
  `^\\s*(?:(?<cursor>${wide}|[${pointer}])\\s*)?(?:[[(])?(?<number>\\d{1,2})[.):\\]]+\\s+(?:\\[(?<mark>[^\\]]?)\\]\\s+)?(?<label>\\S.*)$`,
  'u',
);

/** How far up from the bottom choices are looked for: questions with descriptions are long. */
const mostLines = 45;

/** What may be the menu at the bottom: the last choices with numbers, and those with a pointer alone. */
export function findMenus(page: Page): readonly Menu[] {
  return [numberedMenu(page), pointedMenu(page)].filter(menu => menu !== undefined);
}

function numberedMenu({ lines, last, width }: Page): Menu | undefined {
  const from = Math.max(0, last - mostLines);
  const texts = lines.map(({ text }) => text);
  const toRow = (text: string, line: number) => optionRow(numbered, withMarkBehind(text), line);
  const rows = numberedRows(texts, { from, to: last + 1 }, toRow);
  if (rows.length < 2) return scrolledMenu(page(lines, last, width), toRow);
  const ends = rows.map((row, index) => rows[index + 1]?.line ?? endOfRow(texts, row.line, last));
  const options = rows.map((row, index) => toOption(row, texts.slice(row.line + 1, ends[index])));
  const selected = rows.findIndex(({ hasCursor }) => hasCursor);
  const isPointed = rows.filter(({ hasCursor }) => hasCursor).length === 1;
  return {
    from: rows[0]?.line ?? last,
    to: ends.at(-1) ?? last,
    options,
    isNumbered: true,
    ...(isPointed && { selected }),
  };
}

/** A box may stand before the number as well as behind it. */
function withMarkBehind(text: string): string {
  if (!text.includes('[')) return text;
  return text.replace(/^(\s*\S{0,2}\s*)\[([ xX✓✔*])\]\s*(\d{1,2}[.):])\s/u, '$1$3 [$2] ');
}

function page(lines: Page['lines'], last: number, width: number): Page {
  return { lines, last, width };
}

/** A long list of which the first choices are out of sight: no index would be right. */
function scrolledMenu(
  { lines, last }: Page,
  toRow: (text: string, line: number) => OptionRow | undefined,
): Menu | undefined {
  const rows = lines.flatMap(({ text }, line) =>
    line > last - mostLines && line <= last ? (toRow(text, line) ?? []) : [],
  );
  const [first] = rows;
  const isRun = rows.every((row, index) => row.number === (first?.number ?? 0) + index);
  const pointed = rows.filter(({ hasCursor }) => hasCursor);
  if (!first || rows.length < 2 || first.number === 1 || !isRun || pointed.length !== 1) return undefined;
  return { from: first.line, to: (rows.at(-1)?.line ?? last) + 1, options: [], isNumbered: true };
}

/** Its description stands below it, further in; a blank line ends it. */
function endOfRow(texts: readonly string[], line: number, last: number): number {
  const indent = indentOf(texts[line] ?? '');
  let end = line + 1;
  while (end <= last && !isBlank(texts[end] ?? '') && indentOf(texts[end] ?? '') > indent + 1) end += 1;
  return end;
}

function toOption({ label, mark }: OptionRow, below: readonly string[]): Option {
  const [name = '', ...beside] = label.split(/\s{2,}/u);
  const more = below.filter(line => !isBlank(line) && !isDialogHint(line));
  const description = joinWrapped([...beside, ...more]);
  return {
    label: name.trim(),
    ...(description !== '' && { description }),
    ...(mark !== undefined && { checked: mark.trim() !== '' }),
  };
}

const pointed = /^(\s*)([-=>]{1,2}>|[❯›▶►▸▹▷⏵‣→⇒⟶➢➤➜⮕⟩●◉⦿◆»☞☛❱>*])(\s+)(\S.*)$/u;
const open = /^(\s*)[○◯◌◦◇]\s+(\S.*)$/u;

/** Choices without numbers: one has the pointer before it, and the others begin in the same column. */
function pointedMenu({ lines, last }: Page): Menu | undefined {
  for (let at = last; at > last - mostLines && at >= 0; at -= 1) {
    const found = pointed.exec(lines[at]?.text ?? '');
    if (!found || isDialogHint(found[4] ?? '')) continue;
    const [, before = '', sign = '', gap = ''] = found;
    const column = before.length + sign.length + gap.length;
    const labelAt = (index: number) => labelOf(lines[index]?.text ?? '', before.length, column);
    let from = at;
    while (from > 0 && labelAt(from - 1) !== undefined) from -= 1;
    let to = at + 1;
    while (to <= last && labelAt(to) !== undefined) to += 1;
    if (to - from < 2) continue;
    const labels = lines.slice(from, to).map(({ text }, index) => {
      return index === at - from ? (found[4] ?? '') : (labelOf(text, before.length, column) ?? '');
    });
    const options = labels.map(label => {
      const [name = '', ...beside] = label.split(/\s{2,}/u);
      return { label: name, ...(beside.length > 0 && { description: joinWrapped(beside) }) };
    });
    const marks = lines.slice(from, to).filter(({ text }) => open.test(text)).length;
    const hasMarks = /[●◉⦿◆]/u.test(sign) && marks === to - from - 1;
    return { from, to, options, selected: at - from, isNumbered: false, hasMarks };
  }
  return undefined;
}

function labelOf(text: string, indent: number, column: number): string | undefined {
  const other = open.exec(text);
  if (other && (other[1] ?? '').length === indent) return other[2];
  if (isDialogHint(text) && !choiceKeys.test(text)) return undefined;
  return indentOf(text) === column && !isBlank(text) ? text.trim() : undefined;
}
