import type { Option, Question } from '../../question/question.ts';
import { dedent, isBlank, joinWrapped, oneLine, paragraphs, trimBlank } from '../../screen/screen-text.ts';
import { unframed } from './gemini-layout.ts';
import { type Choices, readChoices } from './gemini-options.ts';

/** Reads what stands inside the frame at the bottom; undefined when it asks nothing. */
export function readDialog(inside: readonly string[], width: number): Question | undefined {
  const choices = readChoices(inside, width);
  const above = choices ? inside.slice(0, choices.from) : inside;
  const hints = joinWrapped(choices ? inside.slice(choices.to) : (paragraphs(inside).at(-1) ?? []));
  if (!choices) return review(inside, hints) ?? textQuestion(inside, hints) ?? login(inside);
  // Both end with the same hints; a plan can be edited in an editor.
  if (/^Ready to start implementation\?/u.test(heading(above)) || /to edit plan/u.test(hints))
    return plan(above, choices, hints);
  if (/^Answer Questions/u.test(heading(above)) || /^Enter to (?:select|submit) ·/u.test(withoutArrow(hints)))
    return askedQuestion(above, choices, hints);
  if (choices.options.some(option => /\(esc\)$/u.test(option.label) || /^Allow once\b/u.test(option.label)))
    return permission(above, choices);
  return otherDialog(above, choices);
}

function heading(lines: readonly string[]): string {
  return (trimBlank(lines)[0] ?? '').trim();
}

function withoutArrow(hints: string): string {
  return hints.replace(/^▼\s*/u, '');
}

function shared({ options, selected }: Choices): Pick<Question, 'options' | 'selected' | 'numbered'> {
  return { options, numbered: true, ...(selected !== undefined && { selected }) };
}

const tabs = /^←.*→$/u;

function askedQuestion(above: readonly string[], choices: Choices, hints: string): Question {
  const lines = trimBlank(above.filter(line => !/^\s*▲$/u.test(line)));
  const parts = paragraphs(/^Answer Questions/u.test(heading(lines)) ? lines.slice(1) : lines);
  const tabLine = parts.map(joinWrapped).find(part => tabs.test(part));
  const asked = parts.filter(part => !tabs.test(joinWrapped(part)));
  const multiple = choices.options.some(option => option.checked !== undefined);
  return {
    kind: 'question',
    text: joinWrapped(asked.flat()).replace(/\s*\(Select all that apply\)$/u, ''),
    ...(tabLine && { header: tabNames(tabLine) }),
    ...withFreeText(choices, hints, 'Enter a custom value'),
    ...(multiple && { multiple }),
  };
}

/** `← ✓ Platforms │ □ Licence │ ≡ Review →`, with the marks that all agents share here. */
function tabNames(line: string): string {
  const names = line.replace(/[←→]/gu, '').split('│');
  return names
    .filter(name => !/^\s*≡/u.test(name))
    .map(name => name.trim().replace(/^□/u, '☐').replace(/^✓/u, '☒'))
    .join('  ');
}

/**
 * The last choice always takes own words. While words stand in it, the option keeps its name and the words describe
 * it; when the list is cut it is below, and gets a place here all the same.
 */
function withFreeText(
  choices: Choices,
  hints: string,
  name: string,
): Pick<Question, 'options' | 'selected' | 'numbered' | 'freeText'> {
  const { options, selected } = choices;
  const last = options.length - 1;
  const label = options[last]?.label ?? '';
  const isTyping = /^Enter to submit/u.test(withoutArrow(hints)) && selected === last;
  if (choices.isCut && !isTyping && !isFreeText(label)) {
    const hidden: Option = { label: name, ...(options[0]?.checked !== undefined && { checked: false }) };
    return { ...shared(choices), options: [...options, hidden], freeText: options.length };
  }
  const words = isFreeText(label) || label === '' ? {} : { description: label };
  return {
    ...shared({ ...choices, options: options.with(last, { ...options[last], label: name, ...words }) }),
    freeText: last,
  };
}

function isFreeText(label: string): boolean {
  return /^(?:Enter a custom value|Type your feedback)/u.test(label);
}

function plan(above: readonly string[], choices: Choices, hints: string): Question {
  const lines = trimBlank(above.filter(line => !/^\s*▲$/u.test(line)));
  const isTitled = /\?$/u.test(heading(lines));
  const body = trimBlank(dedent(isTitled ? lines.slice(1) : lines));
  return {
    kind: 'plan',
    text: isTitled ? heading(lines) : 'Ready to start implementation?',
    header: 'Plan',
    ...(body.length > 0 && { body: body.join('\n') }),
    ...withFreeText(choices, hints, 'Type your feedback...'),
  };
}

const toolTitle = /^[?✓⊷o]\s+(\S+(?: \S+)*?)(?:\s{2,}(.*))?$/u;

function permission(above: readonly string[], choices: Choices): Question {
  const lines = trimBlank(above);
  const [, header, title = ''] = toolTitle.exec(heading(lines).replace(/\s+\d+ of \d+$/u, '')) ?? [];
  const rest = header ? lines.slice(1) : lines;
  const start = rest.findIndex(line => /^\s*╭─+╮$/u.test(line));
  const end = rest.findLastIndex(line => /^\s*╰─+╯$/u.test(line));
  // The upper part of a large change is out of sight.
  const boxed = end < 0 ? [] : rest.slice(start + 1, end).map(unframed);
  const said = end < 0 ? rest : rest.slice(end + 1);
  const before = start > 0 ? rest.slice(0, start) : [];
  const asked = questionOf(said);
  const others = trimBlank(said.filter(line => !asked.lines.includes(line)));
  const shownTitle = boxed.length > 0 && joinWrapped(boxed).startsWith(title) ? '' : title;
  const body = [[shownTitle], trimBlank(dedent(boxed)), trimBlank([...before, ...others])].map(part =>
    part.join('\n'),
  );
  return {
    kind: 'permission',
    text: asked.text,
    ...(header && { header: oneLine(header) }),
    ...bodyOf(body.filter(part => part !== '').join('\n')),
    ...shared(choices),
  };
}

function bodyOf(body: string): Pick<Question, 'body'> {
  return body === '' ? {} : { body };
}

/** The sentence with the question mark, which may be wrapped; else the last paragraph. */
function questionOf(lines: readonly string[]): { readonly text: string; readonly lines: readonly string[] } {
  const parts = paragraphs(lines);
  const part = parts.findLast(each => /\?/u.test(joinWrapped(each))) ?? parts.at(-1) ?? [];
  const last = part.findLastIndex(line => /\?$/u.test(line.trimEnd()));
  const asked = last < 0 ? part : part.slice(0, last + 1);
  return { text: oneLine(joinWrapped(asked)) || 'Allow this?', lines: asked };
}

function otherDialog(above: readonly string[], choices: Choices): Question | undefined {
  const text = trimBlank(above);
  const parts = paragraphs(text).map(joinWrapped);
  if (parts.length === 0) return undefined;
  const asked = parts.find(part => /\?$/u.test(part)) ?? limitText(text) ?? parts[0] ?? '';
  return {
    kind: 'dialog',
    text: oneLine(asked.replace(/^\?\s+/u, '')),
    body: dedent(text).join('\n'),
    ...shared(choices),
  };
}

/** What is used up, and until when. */
function limitText(lines: readonly string[]): string | undefined {
  const said = lines
    .map(line => line.trim())
    .filter(line => /\blimit reached\b|\bresets? (?:at|in)\b/iu.test(line));
  return said.length > 0 ? said.join(' ') : undefined;
}

/** After the last of several questions; Enter hands the answers in. */
function review(inside: readonly string[], hints: string): Question | undefined {
  if (!/^Enter to submit ·.*edit answers/u.test(hints)) return undefined;
  const parts = paragraphs(inside).filter(
    part => !tabs.test(joinWrapped(part)) && joinWrapped(part) !== hints,
  );
  const answers = parts.filter(part => !/^Answer Questions/u.test(heading(part)));
  const [asked = ['Review your answers:'], ...rest] = answers;
  return {
    kind: 'question',
    text: joinWrapped(asked),
    ...bodyOf(rest.map(part => dedent(part).join('\n')).join('\n')),
    options: [{ label: 'Submit' }],
    selected: 0,
    numbered: false,
  };
}

/** A question without choices has a field for words. */
function textQuestion(inside: readonly string[], hints: string): Question | undefined {
  if (!/^Enter to submit ·/u.test(hints)) return undefined;
  const parts = paragraphs(inside).map(joinWrapped);
  const asked = parts.filter(
    part => part !== hints && !/^(?:Answer Questions|> )/u.test(part) && !tabs.test(part),
  );
  return {
    kind: 'question',
    text: asked.join(' '),
    options: [{ label: 'Enter your response' }],
    selected: 0,
    numbered: false,
    freeText: 0,
  };
}

/** A key is to be typed, or a browser waits for the person. */
function login(inside: readonly string[]): Question | undefined {
  const lines = trimBlank(inside);
  const waits = /\b(?:Press|Use) (?:Enter|Esc|Ctrl)|\b(?:Enter|Esc) to \w+/u.test(joinWrapped(lines));
  if (!waits) return undefined;
  const text = oneLine(lines.find(line => !isBlank(line))?.replace(/^\s*[⠀-⣿]\s*/u, '') ?? '');
  return { kind: 'dialog', text, body: dedent(lines).join('\n'), options: [] };
}
