import type { Option, Question } from '../../question/question.ts';
import type { Screen } from '../../screen/screen.ts';
import { dedent, isBlank, joinWrapped, paragraphs, trimBlank, wasWrapped } from '../../screen/screen-text.ts';

/** Reads the panel at the bottom; undefined when it asks nothing. */
export function readPanel(panel: readonly string[], screen: Screen): Question | undefined {
  const head = panel.findLastIndex(line => /^△\s/u.test(line));
  if (head >= 0) return permission(panel.slice(head), screen.width);
  return askedQuestion(panel, screen);
}

/** A window of the program: a list, a text field or buttons, in words only; it is answered in the terminal. */
export function readWindow([title = '', ...body]: readonly string[]): Question {
  const text = trimBlank(body);
  return { kind: 'dialog', text: title, ...(text.length > 0 && { body: text.join('\n') }), options: [] };
}

/** `⇆ select  enter confirm`, and what else is said in small print. */
const hint = /^(?:⇆|↑↓|(?:ctrl|alt|shift|super)\+\S+|enter|esc)(?:\s|$)/u;

function permission(panel: readonly string[], width: number): Question | undefined {
  const title = (panel[0] ?? '').replace(/^△\s+/u, '').trim();
  if (/^Reject permission/u.test(title)) return rejection(panel);
  const buttons = panel.findLastIndex(line => buttonsOf(line).length > 0);
  if (buttons < 1 || !panel.slice(buttons).some(line => /⇆|\benter\b/u.test(line))) return undefined;
  const rest = panel.slice(1, buttons);
  const subject = isBlank(rest[0] ?? '') ? '' : (rest[0] ?? '').trim();
  const body = trimBlank(dedent(subject ? rest.slice(1) : rest));
  const header = subject.replace(/^\S\s+(?=\S)/u, '').replace(/^Shell command$/u, 'Shell');
  return {
    kind: 'permission',
    text: title,
    ...(header && { header }),
    ...(body.length > 0 && { body: bodyText(body, width - bodyMargin) }),
    options: buttonsOf(panel[buttons] ?? '').map(label => ({ label })),
    numbered: false,
  };
}

/** Columns around the text of a panel, at both sides. */
const bodyMargin = 7;

/** Lines that were wrapped, as one; without the sign before a command. */
function bodyText(lines: readonly string[], width: number): string {
  const isWrapped = (index: number) =>
    index > 0 && wasWrapped(lines[index - 1] ?? '', lines[index] ?? '', width);
  const isDiff = lines.some(line => /^\s*\d+ [-+]? /u.test(line));
  const text = lines.map((line, index) => (isDiff || !isWrapped(index) ? `\n${line}` : ` ${line.trim()}`));
  return text.join('').trimStart().replace(/^\$ /u, '');
}

function buttonsOf(line: string): readonly string[] {
  const words = line.trim().split(/\s{2,}/u);
  const labels = words.filter(word => word !== '' && !hint.test(word));
  return labels.every(label => /^\p{Lu}[\p{L} ]{2,24}$/u.test(label)) ? labels : [];
}

/** A subagent is told why; its text field stands below the words. */
function rejection(panel: readonly string[]): Question {
  const text = panel.slice(1).find(line => !isBlank(line)) ?? 'Reject permission';
  const options = [{ label: 'Confirm' }, { label: 'Cancel' }];
  return {
    kind: 'permission',
    text: text.trim(),
    header: 'Reject permission',
    options,
    freeText: 0,
    numbered: false,
  };
}

const ownAnswer = 'Type your own answer';

function askedQuestion(panel: readonly string[], screen: Screen): Question | undefined {
  const text = trimBlank(panel);
  const hints = (text.at(-1) ?? '').trim();
  if (!/\besc dismiss\b|\benter (?:submit|toggle|confirm)\b/u.test(hints)) return undefined;
  const hasTabs = /⇆/u.test(hints);
  const head = hasTabs ? tabNames(text[0] ?? '') : undefined;
  const asked = trimBlank(text.slice(hasTabs ? 1 : 0, -1));
  const start = asked.findIndex(line => optionLine.test(line));
  if (start < 0) return review(asked, head);
  const options = readOptions(asked.slice(start), screen.width - bodyMargin);
  const words = joinWrapped(asked.slice(0, start));
  const free = options.findIndex(option => option.label === ownAnswer);
  const isTyping = free >= 0 && isInTextField(screen);
  return {
    kind: 'question',
    text: words.replace(/ \(select all that apply\)$/u, ''),
    ...(head && { header: head }),
    options,
    ...(isTyping && { selected: free }),
    ...(options.some(option => option.checked !== undefined) && { multiple: true }),
    ...(free >= 0 && { freeText: free }),
  };
}

/** The last of several tabs shows the answers. */
function review(asked: readonly string[], header: string | undefined): Question | undefined {
  const [title, ...answers] = paragraphs(asked).map(joinWrapped);
  if (title === undefined || answers.length === 0) return undefined;
  const options = [{ label: 'Submit' }, { label: 'Dismiss' }];
  return {
    kind: 'question',
    text: title,
    ...(header && { header }),
    body: answers.join('\n'),
    options,
    numbered: false,
  };
}

function tabNames(line: string): string {
  const tabs = line.trim().split(/\s{2,}/u);
  return tabs.slice(0, -1).join('  ');
}

const optionLine = /^\s{0,2}(\d{1,2})\.\s+(?:\[([ ✓✔xX])\]\s+)?(\S.*)$/u;

function readOptions(lines: readonly string[], width: number): readonly Option[] {
  const starts: number[] = [];
  lines.forEach((line, index) => {
    if (Number(optionLine.exec(line)?.[1]) === starts.length + 1) starts.push(index);
  });
  return starts.map((start, index) => toOption(lines.slice(start, starts[index + 1]), width));
}

function toOption([line = '', ...below]: readonly string[], width: number): Option {
  const [, , mark, name = ''] = optionLine.exec(line) ?? [];
  const more = below.filter(each => !isBlank(each));
  const label = name.replace(/\s+✓$/u, '');
  let wrapped = 0;
  while (wrapped < more.length && wasWrapped(more[wrapped - 1] ?? line, more[wrapped] ?? '', width))
    wrapped += 1;
  const isOwn = label === ownAnswer;
  const description = joinWrapped(
    isOwn ? more.filter(each => each.trim() !== ownAnswer) : more.slice(wrapped),
  );
  return {
    label: isOwn ? label : joinWrapped([label, ...more.slice(0, wrapped)]),
    ...(description !== '' && { description }),
    ...(mark !== undefined && { checked: mark !== ' ' }),
  };
}

/** The lines of the open text field stand below the option, and the cursor in them; a closed empty one has none. */
function isInTextField({ lines, cursorX, cursorY }: Screen): boolean {
  const option = lines.findLastIndex(line =>
    new RegExp(`^ *┃ +\\d+\\. (?:\\[.\\] )?${ownAnswer}(?: {4}|$)`, 'u').test(line),
  );
  const below = lines.slice(option + 1);
  const end = below.findIndex(line => !/^ *┃ {4,}\S/u.test(line));
  const field = below.slice(0, Math.max(0, end));
  const line = field[cursorY - option - 1];
  return option >= 0 && line !== undefined && cursorX >= line.search(/[^\s┃]/u);
}
