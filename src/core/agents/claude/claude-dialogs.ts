import type { Question } from '../../question/question.ts';
import { dedent, isBlank, joinWrapped, oneLine, paragraphs, trimBlank } from '../../screen/screen-text.ts';
import { isDashedRule } from './claude-layout.ts';
import { type Choices, readChoices } from './claude-options.ts';

/** Reads the dialog in the bottom part of the screen; undefined when it is none. */
export function readDialog(bottom: readonly string[], width: number): Question | undefined {
  const choices = readChoices(bottom, width);
  if (!choices) return undefined;
  const above = bottom.slice(0, choices.from);
  // What looks like choices below the marks of a message is a quotation.
  if (above.some(line => /^[●⏺] /u.test(line))) return undefined;
  const hints = joinWrapped(bottom.slice(choices.to));
  const kind = kindOf(above, choices, hints);
  if (kind === 'question') return askedQuestion(above, choices);
  if (kind === 'plan') return plan(above, choices);
  if (kind === 'permission') return permission(above, choices, hints);
  return otherDialog(above, choices, hints);
}

const tabLine = /^\s*(?:←\s*)?[☐☒✔]\s/u;

function kindOf(above: readonly string[], choices: Choices, hints: string): Question['kind'] {
  const asked = questionAbove(above);
  if (
    trimBlank(above)
      .slice(0, 2)
      .some(line => tabLine.test(line))
  )
    return 'question';
  if (above.some(line => /^Review your answers$/u.test(line.trim()))) return 'question';
  if (above.some(line => /^\s*Ready to code\?/u.test(line))) return 'plan';
  if (/\bplan\b.*\?$/iu.test(asked) && choices.options.length > 1 && !/Tab to amend/u.test(hints))
    return 'plan';
  if (/Tab to amend/iu.test(hints) || /^Do you want to\b/u.test(asked)) return 'permission';
  return /Enter to select/u.test(hints) ? 'question' : 'dialog';
}

/** The paragraph right above the choices, as one line. */
function questionAbove(above: readonly string[]): string {
  return joinWrapped(questionLines(above));
}

function questionLines(above: readonly string[]): readonly string[] {
  const text = trimBlank(above);
  return text.slice(text.findLastIndex(line => isBlank(line) || isLine(line)) + 1).map(unbarred);
}

/** A bar stands before text of several lines. */
function unbarred(line: string): string {
  return line.replace(/^(\s*)│ ?/u, '$1');
}

/** Any horizontal line, also an indented one. */
function isLine(line: string): boolean {
  return /^\s*[─▔╌]{8,}\s*$/u.test(line);
}

function shared(choices: Choices): Pick<Question, 'options' | 'selected' | 'numbered'> {
  return {
    options: choices.options,
    numbered: choices.numbered,
    ...(choices.selected !== undefined && { selected: choices.selected }),
  };
}

function askedQuestion(above: readonly string[], choices: Choices): Question {
  const text = trimBlank(above.map(unbarred));
  const hasTabs = tabLine.test(text[0] ?? '');
  const header = hasTabs ? tabNames(text[0] ?? '') : undefined;
  const asked = paragraphs(hasTabs ? text.slice(1) : text);
  const isReview = asked.some(lines => /^\s*●/u.test(lines[0] ?? ''));
  const body = asked.slice(1).map(lines => dedent(lines).join('\n'));
  const free = freeTextIndex(choices);
  return {
    kind: 'question',
    text: isReview ? joinWrapped(asked[0] ?? []) : joinWrapped(asked.flat()),
    ...(header && { header }),
    ...(isReview && { body: body.join('\n\n') }),
    ...shared(named(choices, free, 'Type something.')),
    ...(choices.options.some(option => option.checked !== undefined) && { multiple: true }),
    ...(free !== undefined && { freeText: free }),
  };
}

/** `←  ☐ Platforms  ☒ Licence  ✔ Submit  →` or ` ☐ Database`. */
function tabNames(line: string): string {
  const tabs = line
    .replace(/[←→]/gu, '')
    .trim()
    .split(/\s{2,}/u);
  const asked = tabs.filter(tab => !/^✔\s*Submit/u.test(tab));
  return asked.length === 1 ? (asked[0] ?? '').replace(/^[☐☒✔]\s*/u, '') : asked.join('  ');
}

function freeTextIndex(choices: Choices): number | undefined {
  const named = choices.options.findIndex(option => /^Type something\.?$/u.test(option.label));
  return named >= 0 ? named : choices.lastAboveRule;
}

/**
 * The same question while words stand in its text field: the option keeps its name, the words describe it. Else
 * an answer of several steps would be taken for one to another question.
 */
function named(choices: Choices, index: number | undefined, name: string): Choices {
  const option = index === undefined ? undefined : choices.options[index];
  if (!option || option.label === name) return choices;
  const { label, ...rest } = option;
  const words = name.startsWith('Type') && /^Type something\.?$/u.test(label) ? {} : { description: label };
  return { ...choices, options: choices.options.with(index ?? 0, { ...rest, ...words, label: name }) };
}

function plan(above: readonly string[], choices: Choices): Question {
  const start = above.findIndex(isDashedRule) + 1;
  // On a small screen the plan scrolls: then its lower edge is out of sight and an arrow stands at the end.
  const end = above.findIndex((line, index) => index >= start && isLine(line));
  const lines = above
    .slice(start, end < 0 ? start : end)
    .map(line => unframed(line).replace(/\s+[↓↑]$/u, ''));
  const body = trimBlank(dedent(lines));
  const free = choices.options.findIndex(
    option => feedback.test(option.label) || /with this feedback/u.test(option.description ?? ''),
  );
  const isTyping = free >= 0 && !feedback.test(choices.options[free]?.label ?? '');
  return {
    kind: 'plan',
    text: questionAbove(above),
    header: 'Plan',
    ...(body.length > 0 && { body: body.join('\n') }),
    ...shared(isTyping ? named(choices, free, 'Tell Claude what to change') : choices),
    ...(free >= 0 && { freeText: free }),
  };
}

const feedback = /^(?:Tell Claude what to change|No, and tell|No, keep planning)/iu;

/** Older versions draw a box around the plan. */
function unframed(line: string): string {
  return line.replace(/^\s*│ ?(.*?)\s*│?$/u, '$1').replace(/^\s*[╭╰]─+[╮╯]\s*$/u, '');
}

function permission(above: readonly string[], choices: Choices, hints: string): Question {
  const text = trimBlank(above);
  const asked = questionLines(above);
  const header = (text[0] ?? '').trim();
  const rest = text.slice(1, text.length - asked.length).map(unbarred);
  const edges = rest.flatMap((line, index) => (isDashedRule(line) ? [index] : []));
  const [start, end] = [edges[0], edges.at(-1)];
  const hasFrame = start !== undefined && end !== undefined && end > start;
  const before = withoutTip(hasFrame ? rest.slice(0, start) : rest);
  const framed = hasFrame ? rest.slice(start + 1, end) : [];
  const after = hasFrame ? rest.slice(end + 1) : [];
  // For a command its words come first, for an edit the file that is edited.
  const parts = /command/iu.test(header) ? [framed, before, after] : [before, framed, after];
  const body = parts
    .map(part => trimBlank(dedent(part.filter(line => !isLine(line)))).join('\n'))
    .filter(part => part !== '');
  // With Tab a refusal takes words for the agent.
  const no = choices.options.findIndex(option => /^No\b/u.test(option.label));
  const isAmending = no >= 0 && /^No,/u.test(choices.options[no]?.label ?? '') && choices.selected === no;
  const canAmend = isAmending || /Tab to amend/u.test(hints);
  return {
    kind: 'permission',
    text: joinWrapped(asked),
    ...(header !== '' && asked.length < text.length && { header: oneLine(header) }),
    ...(body.length > 0 && { body: body.join('\n') }),
    ...shared(isAmending ? named(choices, no, 'No') : choices),
    ...(no >= 0 && canAmend && { freeText: no }),
  };
}

/** `Tip: … below`, which may be wrapped and runs up to the description. */
function withoutTip(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex(line => /^\s*Tip: /u.test(line));
  if (start < 0) return lines;
  const end = lines.findIndex((line, index) => index >= start && /\bbelow$/u.test(line.trimEnd()));
  return [...lines.slice(0, start), ...lines.slice((end < 0 ? start : end) + 1)];
}

function otherDialog(above: readonly string[], choices: Choices, hints: string): Question | undefined {
  const text = trimBlank(above);
  const words = joinWrapped(text);
  const isDialog = choices.numbered || /\b(?:Enter|Esc) to \w+|to navigate/iu.test(hints);
  if (!isDialog || words === '') return undefined;
  const asked = /(?:^|[.:]\s+|\s{2})([^.:?]*\?)(?:\s|$)/u.exec(words)?.[1];
  const header = joinWrapped([text[0] ?? '']).replace(/:$/u, '');
  return {
    kind: 'dialog',
    text: oneLine(asked ?? header),
    header,
    body: dedent(text).join('\n'),
    ...shared(choices),
  };
}
