import type { Dialog, Drawing } from './dialog.ts';
import type { Key } from './keys.ts';
import { paint } from './text.ts';

export interface AskedQuestion {
  readonly question: string;
  readonly header: string;
  readonly multiSelect: boolean;
  readonly options: readonly { readonly label: string; readonly description: string }[];
}
/** The answers by question, several joined by a comma. */
export type Answers = Readonly<Record<string, string>>;

interface Tab {
  readonly asked: AskedQuestion;
  readonly ticked: Set<number>;
  chosen: string | undefined;
  typed: string;
}

interface Form {
  readonly tabs: readonly Tab[];
  /** Equal to the number of tabs on the page that submits. */
  page: number;
  row: number;
}

/** Claude Code's AskUserQuestion: one page a question, and a page to submit unless there is just one simple question. */
export function createQuestionDialog(questions: readonly AskedQuestion[]): Dialog<Answers> {
  const tabs = questions.map(asked => ({ asked, ticked: new Set<number>(), chosen: undefined, typed: '' }));
  const form: Form = { tabs, page: 0, row: 0 };
  return {
    waitingFor: 'input needed',
    draw: width => {
      const tab = form.tabs[form.page];
      return tab ? drawQuestion(form, tab, width) : drawReview(form, width);
    },
    press(key) {
      if (key.name === 'escape' || key.name === 'ctrl-c') return 'cancel';
      const tab = form.tabs[form.page];
      return tab ? pressQuestion(form, tab, key) : pressReview(form, key);
    },
  };
}

const isSimple = ({ tabs }: Form) => tabs.length === 1 && !tabs[0]?.asked.multiSelect;

/** Rows below the options: free text, then the way on of a multiple choice, then the way out. */
function rowsOf({ asked }: Tab) {
  const typing = asked.options.length;
  const next = asked.multiSelect ? typing + 1 : -1;
  return { typing, next, chat: typing + (asked.multiSelect ? 2 : 1) };
}

function pressQuestion(form: Form, tab: Tab, key: Key): Answers | 'cancel' | undefined {
  const rows = rowsOf(tab);
  if (key.name === 'up') form.row = Math.max(0, form.row - 1);
  if (key.name === 'down') form.row = Math.min(rows.chat, form.row + 1);
  if (key.name === 'tab' || key.name === 'right') return turnPage(form, 1);
  if (key.name === 'left') return turnPage(form, -1);
  if (key.name === 'enter') return choose(form, tab, form.row);
  if (key.name === 'backspace') tab.typed = tab.typed.slice(0, -1);
  if (key.name !== 'text' && key.name !== 'paste') return undefined;
  if (form.row === rows.typing) {
    tab.typed += key.text;
    return undefined;
  }
  if (key.text === ' ' && tab.asked.multiSelect) return choose(form, tab, form.row);
  const digit = key.name === 'text' && /^\d$/.test(key.text) ? Number(key.text) - 1 : -1;
  if (digit === rows.typing) form.row = rows.typing;
  else if (digit >= 0 && digit < rows.typing) return choose(form, tab, digit);
  return undefined;
}

function choose(form: Form, tab: Tab, row: number): Answers | 'cancel' | undefined {
  const rows = rowsOf(tab);
  if (row === rows.chat) return 'cancel';
  if (row === rows.next) return turnPage(form, 1);
  if (row === rows.typing && tab.typed === '') return undefined;
  if (tab.asked.multiSelect) {
    if (!tab.ticked.delete(row)) tab.ticked.add(row);
    return undefined;
  }
  tab.chosen = row === rows.typing ? tab.typed : tab.asked.options[row]?.label;
  return isSimple(form) ? answersOf(form) : turnPage(form, 1);
}

function turnPage(form: Form, step: number): undefined {
  if (isSimple(form)) return undefined;
  form.page = Math.min(form.tabs.length, Math.max(0, form.page + step));
  form.row = 0;
  return undefined;
}

function pressReview(form: Form, key: Key): Answers | 'cancel' | undefined {
  if (key.name === 'up') form.row = 0;
  if (key.name === 'down') form.row = 1;
  if (key.name === 'left') return turnPage(form, -1);
  const digit = key.name === 'text' ? Number(key.text) - 1 : key.name === 'enter' ? form.row : -1;
  if (digit === 1) return 'cancel';
  return digit === 0 ? answersOf(form) : undefined;
}

function answerOf(tab: Tab): string | undefined {
  if (!tab.asked.multiSelect) return tab.chosen;
  const labels = [...tab.ticked].sort((a, b) => a - b).map(row => tab.asked.options[row]?.label ?? tab.typed);
  return labels.length > 0 ? labels.join(', ') : undefined;
}

function answersOf({ tabs }: Form): Answers {
  return Object.fromEntries(tabs.map(tab => [tab.asked.question, answerOf(tab) ?? '']));
}

function drawTabs(form: Form): string {
  const label = (tab: Tab) => `${answerOf(tab) === undefined ? '☐' : '☒'} ${tab.asked.header}`;
  const [first] = form.tabs;
  if (isSimple(form) && first) return paint('tab', ` ${label(first)} `);
  const current = (page: number, text: string) =>
    page === form.page ? paint('tab', ` ${text} `) : ` ${text} `;
  const tabs = form.tabs.map((tab, page) => current(page, label(tab)));
  return `← ${[...tabs, current(form.tabs.length, '✔ Submit')].join('')} →`;
}

function drawQuestion(form: Form, tab: Tab, width: number): Drawing {
  const { asked, ticked, typed } = tab;
  const rows = rowsOf(tab);
  const box = (row: number) =>
    asked.multiSelect ? `${ticked.has(row) ? paint('tick', '[✔]') : '[ ]'} ` : '';
  const lines = [paint('faint', '─'.repeat(width)), drawTabs(form), '', paint('bold', asked.question), ''];
  let cursorY = lines.length;
  const add = (row: number, text: string) => {
    if (row === form.row) cursorY = lines.length;
    lines.push(`${row === form.row ? paint('accent', '❯') : ' '} ${text}`);
  };
  for (const [row, option] of asked.options.entries()) {
    const label = row === form.row ? paint('accent', option.label) : option.label;
    add(row, `${paint('faint', `${row + 1}.`)} ${box(row)}${label}`);
    lines.push(paint('faint', `${' '.repeat(asked.multiSelect ? 9 : 5)}${option.description}`));
  }
  const invitation = paint('faint', asked.multiSelect ? 'Type something' : 'Type something.');
  add(rows.typing, `${paint('faint', `${rows.typing + 1}.`)} ${box(rows.typing)}${typed || invitation}`);
  if (asked.multiSelect) add(rows.next, `   ${paint('bold', form.tabs.length > 1 ? 'Next' : 'Submit')}`);
  lines.push(paint('faint', '─'.repeat(width)));
  add(rows.chat, `${rows.typing + 2}. Chat about this`);
  const keys = isSimple(form) ? '↑/↓' : 'Tab/Arrow keys';
  const editor = form.row === rows.typing ? ' · ctrl+g to edit in Vim' : '';
  lines.push('', paint('faint', `Enter to select · ${keys} to navigate${editor} · Esc to cancel`));
  const cursorX = form.row === rows.typing ? 5 + (asked.multiSelect ? 4 : 0) + typed.length : 0;
  return { lines, cursorX, cursorY };
}

function drawReview(form: Form, width: number): Drawing {
  const lines = [
    '',
    paint('faint', '─'.repeat(width)),
    drawTabs(form),
    '',
    paint('bold', 'Review your answers'),
    '',
  ];
  for (const tab of form.tabs) {
    const answer = answerOf(tab);
    if (answer !== undefined) lines.push(` ● ${tab.asked.question}`, `   → ${answer}`);
  }
  if (form.tabs.some(tab => answerOf(tab) === undefined))
    lines.push(paint('warning', ' ⚠ You have not answered all questions'));
  lines.push('');
  const cursorY = lines.length + form.row;
  for (const [row, label] of ['Submit answers', 'Cancel'].entries())
    lines.push(`${row === form.row ? paint('accent', '❯') : ' '} ${paint('faint', `${row + 1}.`)} ${label}`);
  return { lines, cursorX: 0, cursorY };
}
