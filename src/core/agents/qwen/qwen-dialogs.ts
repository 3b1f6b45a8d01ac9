import type { Option, Question } from '../../question/question.ts';
import { dedent, isBlank, joinWrapped, oneLine, paragraphs, trimBlank } from '../../screen/screen-text.ts';
import { numberedRows, type OptionRow, optionRow } from '../shared/option-rows.ts';

const optionLine = /^\s*(?<cursor>[›❯])?\s*(?:\[(?<mark>[ xX✓])\]\s*)?(?<number>\d{1,2})\.\s+(?<label>.*)$/u;
const hint = /^\s*(?:↑\/↓|←\/→|Enter|Space|Tab)\b.*:|^\s*↑\/↓: Navigate/u;

/** What a tool of Qwen Code asks, from its name to the keys; undefined where no choice can be read. */
export function readQwenDialog(lines: readonly string[]): Question | undefined {
  const rows = numberedRows(lines, { from: 0, to: lines.length }, (text, line) =>
    optionRow(optionLine, text, line),
  );
  const [first] = rows;
  if (!first) return undefined;
  const ends = rows.map((row, index) => rows[index + 1]?.line ?? endOf(lines, row.line));
  const options = rows.map((row, index) => toOption(row, lines.slice(row.line + 1, ends[index])));
  const pointed = rows.findIndex(({ hasCursor }) => hasCursor);
  const choices = { options, numbered: true, ...(pointed >= 0 && { selected: pointed }) };
  const [head = '', ...said] = lines.slice(0, first.line);
  const isTool = /^\s*\? \S/u.test(head);
  const above = trimBlank(dedent(isTool ? said : [head, ...said]));
  const hints = lines.slice(first.line).some(line => hint.test(line));
  if (hints || /^\s*\? AskUserQuestion/u.test(head)) return asked(above, choices);
  const words = head.replace(/^\s*\? /u, '').replace(/\s*←?$/u, '');
  return /^ExitPlanMode/u.test(words) || options.some(({ label }) => /\bkeep planning\b/iu.test(label))
    ? plan(above, choices)
    : permission(above, isTool ? words : '', choices);
}

type Choices = Pick<Question, 'options' | 'selected' | 'numbered'>;

function asked(above: readonly string[], choices: Choices): Question {
  const parts = paragraphs(above);
  const [heading = []] = parts;
  const isHeading = parts.length > 1 && heading.length === 1;
  const text = joinWrapped((isHeading ? parts.slice(1) : parts).at(-1) ?? []);
  const body = trimBlank(above.slice(isHeading ? 1 : 0, above.length - (parts.at(-1)?.length ?? 0)));
  return {
    kind: 'question',
    text: oneLine(text),
    ...(isHeading && { header: tabNames(heading[0] ?? '') }),
    ...(body.length > 0 && { body: dedent(body).join('\n') }),
    ...withFreeText(choices),
    // Its last page has numbers, and takes Enter alone.
    ...(choices.options[0]?.label === 'Submit answers' && { numbered: false }),
    ...(choices.options.some(({ checked }) => checked !== undefined) && { multiple: true }),
  };
}

/** `▸ Platforms ✓   Licence  Submit`, with the marks that all agents share here; `Database` of one question. */
function tabNames(line: string): string {
  if (!/\bSubmit\s*$/u.test(line)) return line.trim();
  const names = line.replace(/\s*▸?\s*Submit\s*$/u, '').split(/\s{2,}|(?=▸)/u);
  return names
    .map(name => name.replace(/▸/gu, '').trim())
    .filter(name => name !== '')
    .map(name => (name.endsWith('✓') ? `☒ ${name.slice(0, -1).trim()}` : `☐ ${name}`))
    .join('  ');
}

/** The last choice takes own words once the pointer stands on it; then they stand in its place. */
function withFreeText(choices: Choices): Choices & Pick<Question, 'freeText'> {
  const { options } = choices;
  const last = options.length - 1;
  const label = options[last]?.label ?? '';
  const typed = /^> ?(.*)$/u.exec(label)?.[1];
  if (typed === undefined && !/^Type something/u.test(label)) return choices;
  const words = typed && !/^Type something/u.test(typed) ? { description: typed } : {};
  return {
    ...choices,
    options: options.with(last, { ...options[last], label: 'Type something...', ...words }),
    freeText: last,
  };
}

function plan(above: readonly string[], choices: Choices): Question {
  const parts = paragraphs(above);
  const text = oneLine(joinWrapped(parts.at(-1) ?? [])) || 'Would you like to proceed?';
  const body = above
    .slice(0, above.length - (parts.at(-1)?.length ?? 0))
    .filter(line => !/^\s*o open full plan/u.test(line));
  return { kind: 'plan', text, header: 'Plan', body: trimBlank(dedent(body)).join('\n'), ...choices };
}

function permission(above: readonly string[], title: string, choices: Choices): Question {
  const parts = paragraphs(above);
  const last = parts.at(-1) ?? [];
  const [, header, target = ''] = /^(\S+)(?:\s+(.*))?$/u.exec(title) ?? [];
  const shown = trimBlank(dedent(trimBlank(above.slice(0, above.length - last.length))));
  // A command stands there whole; of a change only the tool's line names the file.
  const isNamed = joinWrapped(shown).startsWith(target.replace(/\s*\(.*$/u, ''));
  const body = [...(isNamed ? [] : [target]), ...shown].join('\n');
  return {
    kind: 'permission',
    text: oneLine(joinWrapped(last)) || 'Allow this?',
    ...(header && { header: oneLine(header) }),
    ...(body && { body }),
    ...choices,
  };
}

function endOf(lines: readonly string[], line: number): number {
  const end = lines.findIndex((each, at) => at > line && (isBlank(each) || hint.test(each)));
  return end < 0 ? lines.length : end;
}

function toOption({ label, mark }: OptionRow, below: readonly string[]): Option {
  const description = joinWrapped(below.filter(line => !isBlank(line)));
  return {
    label: label.trim(),
    ...(description !== '' && { description }),
    ...(mark !== undefined && { checked: mark !== ' ' }),
  };
}
