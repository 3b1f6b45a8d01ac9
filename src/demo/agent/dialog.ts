import type { Key } from './keys.ts';
import { paint, wrap } from './text.ts';

/** What is drawn of a dialog, and where the cursor rests in it. */
export interface Drawing {
  readonly lines: readonly string[];
  readonly cursorX: number;
  readonly cursorY: number;
}

/** A dialog takes keys until it gives an answer; `undefined` means that it stays open. */
export interface Dialog<Answer> {
  readonly waitingFor: 'permission prompt' | 'input needed' | 'dialog open';
  readonly draw: (width: number) => Drawing;
  readonly press: (key: Key) => Answer | 'cancel' | undefined;
}

export interface Choice {
  readonly label: string;
  readonly note?: string;
}

export interface ChoiceDialog {
  readonly waitingFor: Dialog<number>['waitingFor'];
  /** Lines above and below the choices. */
  readonly above: (width: number) => readonly string[];
  readonly below: readonly string[];
  readonly choices: readonly Choice[];
  readonly margin: number;
  /** Claude Code does not number the choices of its trust dialog. */
  readonly numbered: boolean;
}

/** One of several choices, by digit or by arrows and Enter. The answer is its index. */
export function createChoiceDialog(dialog: ChoiceDialog): Dialog<number> {
  let selected = 0;
  const { choices, margin } = dialog;
  return {
    waitingFor: dialog.waitingFor,
    draw(width) {
      const above = dialog.above(width);
      const rows = choices.map((choice, index) => choiceLine(choice, index, index === selected, dialog));
      const cursorY = above.length + selected;
      return { lines: [...above, ...rows, ...dialog.below], cursorX: margin, cursorY };
    },
    press(key) {
      if (key.name === 'escape' || key.name === 'ctrl-c') return 'cancel';
      if (key.name === 'enter') return selected;
      if (key.name === 'up') selected = Math.max(0, selected - 1);
      if (key.name === 'down') selected = Math.min(choices.length - 1, selected + 1);
      const digit = dialog.numbered && key.name === 'text' ? Number(key.text) : 0;
      return digit >= 1 && digit <= choices.length ? digit - 1 : undefined;
    },
  };
}

function choiceLine(choice: Choice, index: number, chosen: boolean, dialog: ChoiceDialog): string {
  const number = dialog.numbered ? paint('faint', `${index + 1}. `) : '';
  const label = chosen ? paint('accent', choice.label) : choice.label;
  const note = choice.note ? paint('faint', ` · ${choice.note}`) : '';
  return `${' '.repeat(dialog.margin)}${chosen ? paint('accent', '❯') : ' '} ${number}${label}${note}`;
}

const dots = (width: number) => paint('dots', '╌'.repeat(width));
const cancelOrAmend = ['', paint('faint', ' Esc to cancel · Tab to amend'), ''];

/** Asks whether a command may run. */
export function shellPermission(command: string, description: string): Dialog<number> {
  return createChoiceDialog({
    waitingFor: 'permission prompt',
    margin: 1,
    numbered: true,
    above: width => [
      paint('accent', '─'.repeat(width)),
      ` ${paint('bold', 'Bash command')}`,
      ` ${paint('faint', description)}`,
      dots(width),
      ...wrap(command, width - 2).map(line => ` ${line}`),
      dots(width),
      ' Do you want to proceed?',
    ],
    choices: [
      { label: 'Yes' },
      { label: 'Yes, and switch to auto mode', note: 'auto mode handles these prompts for you' },
      { label: 'No' },
    ],
    below: cancelOrAmend,
  });
}

/** Asks whether a file may be made, with what will stand in it. */
export function writePermission(file: string, content: string): Dialog<number> {
  const lines = content.trimEnd().split('\n');
  const shown = lines.map((line, index) => `  ${index + 1} ${line}`);
  return filePermission(file, { heading: 'Create file', shown, ask: `Do you want to create ${file}?` });
}

/** Asks whether a file may be changed; `diff` is as Claude Code draws it: ` 12 -old`. */
export function editPermission(file: string, diff: readonly string[]): Dialog<number> {
  const ask = `Do you want to make this edit to ${file}?`;
  return filePermission(file, { heading: 'Edit file', shown: diff, ask });
}

interface FileQuestion {
  readonly heading: string;
  readonly shown: readonly string[];
  readonly ask: string;
}

function filePermission(file: string, { heading, shown, ask }: FileQuestion): Dialog<number> {
  return createChoiceDialog({
    waitingFor: 'permission prompt',
    margin: 1,
    numbered: true,
    above: width => [
      paint('accent', '─'.repeat(width)),
      ` ${paint('bold', heading)}`,
      ` ${paint('faint', file)}`,
      dots(width),
      ...shown,
      dots(width),
      ` ${ask}`,
    ],
    choices: [
      { label: 'Yes' },
      { label: 'Yes, and switch to accept edits (auto-approve file edits) for this session (shift+tab)' },
      { label: 'No' },
    ],
    below: cancelOrAmend,
  });
}

/** Asks whether the plan is to be carried out. */
export function planApproval(plan: string): Dialog<number> {
  const inner = (width: number) => Math.max(10, width - 4);
  return createChoiceDialog({
    waitingFor: 'permission prompt',
    margin: 3,
    numbered: true,
    above: width => [
      paint('accent', '▔'.repeat(width)),
      '',
      `  ${paint('rule', '─'.repeat(inner(width)))}`,
      `   ${paint('bold', 'Ready to code?')}`,
      '',
      "   Here is Claude's plan:",
      `  ${dots(inner(width))}`,
      ...wrap(plan, width - 6).map(line => `   ${line}`),
      `  ${dots(inner(width))}`,
      '',
      `  ${paint('rule', '─'.repeat(inner(width)))}`,
      ...wrap(
        'Claude has written up a plan and is ready to execute. Would you like to proceed?',
        width - 6,
      ).map(line => `   ${paint('faint', line)}`),
      '',
    ],
    choices: [
      { label: 'Yes, and use auto mode' },
      { label: 'Yes, manually approve edits' },
      { label: 'Tell Claude what to change' },
    ],
    below: [
      paint('faint', '        shift+tab to approve with this feedback'),
      '',
      paint('faint', '   ctrl+g to edit in Vim · ~/.claude/plans/scripted-plan.md'),
    ],
  });
}

/** Asks whether the directory is to be trusted; "No, exit" stands first, as in Claude Code. */
export function trustDialog(directory: string): Dialog<number> {
  return createChoiceDialog({
    waitingFor: 'dialog open',
    margin: 1,
    numbered: false,
    above: width => [
      paint('warning', '─'.repeat(width)),
      ` ${paint('warning', 'Accessing workspace:')}`,
      '',
      ` ${directory}`,
      '',
      ...wrap(
        "Quick safety check: Is this a project you created or one you trust? If not, take a moment to review what's in this folder first.",
        width - 2,
      ).map(line => ` ${line}`),
      '',
      " Claude Code'll be able to read, edit, and execute files here.",
      '',
      ` ${paint('faint', 'Security guide')}`,
      '',
    ],
    choices: [{ label: 'No, exit' }, { label: 'Yes, I trust this folder' }],
    below: ['', paint('faint', ' Enter to confirm · Esc to cancel')],
  });
}
