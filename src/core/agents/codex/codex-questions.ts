import type { Option, Question } from '../../question/question.ts';
import { dedent, isBlank, joinWrapped, oneLine, paragraphs, trimBlank } from '../../screen/screen-text.ts';
import type { CodexDialog } from './codex-layout.ts';
import type { CodexEntry } from './codex-turn.ts';

/** The question of an open dialog; what it is about may stand above it in the transcript. */
export function readCodexQuestion(dialog: CodexDialog, turn: readonly CodexEntry[]): Question {
  const text = trimBlank(dialog.above);
  const first = (text[0] ?? '').trim();
  if (/^Question \d+\/\d+/u.test(first)) return asked(dialog, text);
  if (/\bplan\?$/iu.test(first) && optionsOf(dialog).length > 1) return plan(dialog, first, turn);
  return isPermission(joinWrapped(text), optionsOf(dialog))
    ? permission(dialog, text, turn)
    : other(dialog, text);
}

function optionsOf({ choices }: CodexDialog): readonly Option[] {
  return choices?.options ?? [];
}

function shared({ choices }: CodexDialog): Pick<Question, 'options' | 'selected' | 'numbered'> {
  return {
    options: choices?.options ?? [],
    ...(choices?.selected !== undefined && { selected: choices.selected, numbered: true }),
  };
}

/** `Question 1/2 (2 unanswered)`; notes can be added to each choice, and say what is meant by "None of the above". */
function asked(dialog: CodexDialog, text: readonly string[]): Question {
  const options = optionsOf(dialog);
  const none = options.findIndex(option => /^(?:None of the above|Other)\b/iu.test(option.label));
  const notes = joinWrapped(dialog.between).replace(/^›\s*/u, '');
  const hasNotes = /\bclear notes\b/iu.test(dialog.hints);
  return {
    kind: 'question',
    text: joinWrapped(text.slice(1)),
    header: oneLine((text[0] ?? '').replace(/\s*\(.*$/u, '')),
    ...shared(dialog),
    // While notes are being written, a digit is a part of them.
    ...(hasNotes && { numbered: false, body: `Notes: ${/^(?:Add|Type) /u.test(notes) ? '' : notes}`.trim() }),
    ...(none >= 0 && !hasNotes && { freeText: none }),
  };
}

function plan(dialog: CodexDialog, text: string, turn: readonly CodexEntry[]): Question {
  const proposed = turn.findLast(entry => /^Proposed Plan\b/u.test(entry.lines[0] ?? ''));
  // The beginning of a long plan is out of sight.
  const lines = proposed?.lines.slice(1) ?? turn.findLast(entry => entry.kind === 'message')?.lines ?? [];
  const body = trimBlank(dedent(lines))
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n');
  const free = optionsOf(dialog).findIndex(option => /^No\b/u.test(option.label));
  return {
    kind: 'plan',
    text,
    header: 'Plan',
    ...(body !== '' && { body }),
    ...shared(dialog),
    ...(free >= 0 && { freeText: free }),
  };
}

function isPermission(text: string, options: readonly Option[]): boolean {
  const canRefuse = options.some(option =>
    /^(?:No\b|Cancel|Deny|Decline|Reject|Don't allow)/iu.test(option.label),
  );
  return (
    canRefuse &&
    /^(?:Would you like to|Do you want to (?:allow|approve|run|make|grant)|Allow|Approve)\b/iu.test(text)
  );
}

function permission(dialog: CodexDialog, text: readonly string[], turn: readonly CodexEntry[]): Question {
  const [ask = [], ...rest] = paragraphs(text);
  const asking = joinWrapped(ask);
  const details = rest.filter(lines => !/^\s*Environment: local$/u.test(joinWrapped(lines)));
  const command = details.findLast(lines => /^\s*\$ /u.test(lines[0] ?? ''));
  const isEdit = /\bedits?\b|\bchanges?\b|\bpatch\b/iu.test(asking);
  const edited = isEdit ? turn.findLast(entry => entry.kind === 'tool') : undefined;
  const others = details
    .filter(lines => lines !== command)
    .map(lines =>
      dedent(lines)
        .filter(line => !/^Description: Apply proposed file edits$/u.test(line))
        .join('\n'),
    );
  const body = [
    ...(command ? [commandText(text, command)] : []),
    ...(edited ? [edited.lines.filter(line => !/^\s*\+ Show details/u.test(line)).join('\n')] : []),
    ...others,
  ];
  const no = optionsOf(dialog).findIndex(option => /\btell Codex what to do\b/iu.test(option.label));
  return {
    kind: 'permission',
    text: asking,
    ...(command ? { header: 'Bash' } : isEdit ? { header: 'Edit' } : {}),
    ...(body.length > 0 && { body: body.join('\n\n') }),
    ...shared(dialog),
    ...(no >= 0 && { freeText: no }),
  };
}

/** From the dollar sign to the end of the dialog's text: a command of several lines may have blank ones. */
function commandText(text: readonly string[], [first = '']: readonly string[]): string {
  const lines = text
    .slice(text.indexOf(first))
    .map((line, index) => (index === 0 ? line.replace('$ ', '  ') : line));
  return trimBlank(dedent(lines)).join('\n');
}

function other(dialog: CodexDialog, text: readonly string[]): Question {
  const parts = paragraphs(text).map(joinWrapped);
  const question = parts
    .flatMap(part => part.split(/(?<=[.?!:])\s+/u))
    .find(sentence => sentence.endsWith('?'));
  const header = (text.find(line => !isBlank(line)) ?? '').replace(/^\s*>_?\s*/u, '').trim();
  return {
    kind: 'dialog',
    text: oneLine(question || header || dialog.hints),
    ...(header !== '' && { header: oneLine(header) }),
    ...(text.length > 0 && { body: trimBlank(dedent(text)).join('\n') }),
    ...shared(dialog),
  };
}
