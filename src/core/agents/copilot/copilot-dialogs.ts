import type { Option, Question } from '../../question/question.ts';
import { dedent, isBlank, joinWrapped, oneLine, paragraphs, trimBlank } from '../../screen/screen-text.ts';
import { numberedRows, optionRow } from '../shared/option-rows.ts';

const numbered = /^\s*(?<cursor>❯)?\s*(?<number>\d{1,2})\.\s+(?<label>.*)$/u;
const hint = /^\s*(?:↑\/↓|enter\b|tab\b|esc\b|space\b)/iu;

/** What stands in a frame or a form of Copilot CLI; undefined where no choices can be read. */
export function readCopilotDialog(inside: readonly string[]): Question | undefined {
  return approval(inside) ?? form(inside);
}

/** A command, a change or a plan to approve: numbered choices, of which the last takes words. */
function approval(inside: readonly string[]): Question | undefined {
  const rows = numberedRows(inside, { from: 0, to: inside.length }, (text, line) =>
    optionRow(numbered, text, line),
  );
  const [first] = rows;
  if (!first) return undefined;
  const options = rows.map(({ line, label }, index): Option => {
    const end = rows[index + 1]?.line ?? endOf(inside, line);
    return { label: joinWrapped([label, ...inside.slice(line + 1, end)]) };
  });
  const pointed = rows.findIndex(({ hasCursor }) => hasCursor);
  const above = trimBlank(inside.slice(0, first.line));
  const parts = paragraphs(above);
  const last = parts.at(-1) ?? [];
  const text = oneLine(joinWrapped(last)) || 'Allow this?';
  const [heading = '', ...said] = trimBlank(above.slice(0, above.length - last.length));
  const body = trimBlank(dedent(said.filter(line => !/^\s*[╭╰]?─{4,}[╮╯]?\s*$/u.test(line)).map(unframed)));
  const isPlan = /\bplan\b/iu.test(text);
  return {
    kind: isPlan ? 'plan' : 'permission',
    text,
    ...(heading && { header: oneLine(heading) }),
    ...(body.length > 0 && { body: body.join('\n') }),
    ...withFreeText(options),
    ...(pointed >= 0 && { selected: pointed }),
    numbered: true,
  };
}

function unframed(line: string): string {
  return line.replace(/^\s*│ ?/u, '').replace(/\s*│\s*$/u, '');
}

/** Words are typed in the place of its own; `(Esc to stop)` stands behind both. */
function withFreeText(options: readonly Option[]): Pick<Question, 'options' | 'freeText'> {
  const at = options.findIndex(({ label }) => /\(Esc to stop\)$/iu.test(label));
  if (at < 0) return { options };
  const words = (options[at]?.label ?? '').replace(/\s*\(Esc to stop\)$/iu, '');
  const isOwn = !/^No\b/u.test(words);
  const option = isOwn ? { label: refusal, description: words } : { label: words };
  return { options: options.with(at, option), freeText: at };
}

const refusal = 'No, and tell Copilot what to do differently';

const choice = /^(?<cursor>❯)?\s*(?:(?<mark>[•✓]) )?(?<label>\S.*)$/u;

/** Questions of a tool: choices without numbers below the name of the field. */
function form(inside: readonly string[]): Question | undefined {
  const pointed = inside.findLastIndex(line => /^❯ /u.test(line));
  if (pointed < 0) return undefined;
  let from = pointed;
  while (from > 0 && /^ {2}\S/u.test(inside[from - 1] ?? '')) from -= 1;
  let to = pointed + 1;
  while (to < inside.length && /^ {2}\S/u.test(inside[to] ?? '')) to += 1;
  const rows = inside.slice(from, to).map(line => choice.exec(line.trim())?.groups ?? {});
  if (rows.length < 2) return undefined;
  const options = rows.map(({ mark, label = '' }) => ({
    label: label.replace(/^Other \(type your answer below\)$/u, 'Other (type your answer)'),
    ...(mark !== undefined && { checked: mark === '✓' }),
  }));
  const free = options.findIndex(({ label }) => /^Other \(type your answer/u.test(label));
  const above = paragraphs(inside.slice(0, from)).map(joinWrapped);
  const text = (above.at(-1) ?? '').replace(/:$/u, '');
  return {
    kind: 'question',
    text: oneLine(text) || 'Choose one of these:',
    options,
    selected: pointed - from,
    numbered: false,
    ...(free >= 0 && { freeText: free }),
    ...(options.some(({ checked }) => checked !== undefined) && { multiple: true }),
  };
}

function endOf(lines: readonly string[], line: number): number {
  const end = lines.findIndex((each, at) => at > line && (isBlank(each) || hint.test(each)));
  return end < 0 ? lines.length : end;
}
