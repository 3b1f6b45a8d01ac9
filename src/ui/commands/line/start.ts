import { remembered } from '../../../core/catalog/history.ts';
import { keepChosen } from '../../line/choose.ts';
import { readDispatch, readEmpty } from '../../line/dispatch-line.ts';
import { readLeading } from '../../line/leading-words.ts';
import { runText } from '../../line/run-text.ts';
import { wholeLine } from '../../line/whole-line.ts';
import { activeFilter } from '../../list/filter.ts';
import type { Defaults } from '../../state/launch.ts';
import { emptyField } from '../../state/text-edit.ts';
import { changed, type ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, isFieldEmpty, notice } from '../command.ts';
import { askToLeave } from '../leave.ts';
import { attach, nothingFits, refuseAttach } from '../row/attach.ts';

/** What Enter does with the line. */
export const startCommands: readonly Command[] = [
  {
    // What is looked for by its pull request is one session, and is gone to.
    name: 'keep filter',
    keys: { list: ['return'] },
    precedence: 'case',
    follows: ['dispatch'],
    when: state =>
      activeFilter(state.line) !== undefined && !isFieldEmpty(state) && !activeFilter(state.line)?.pull,
    refuse: state => (state.list.groups.length === 0 ? `${nothingFits(state)} Esc clears it.` : undefined),
    run: state => ({ set: { line: { keptFilter: state.line.field } } }),
  },
  {
    name: 'dispatch',
    keys: { list: ['return'] },
    keeps: ['return'],
    doc: 'Start a session with the text; without text, attach',
    group: 'start',
    refuse: refuseEnter,
    run: state => enter(state, false),
  },
  {
    name: 'dispatch and attach',
    keys: { list: ['shift+return', 'alt+return'] },
    helpWith: [],
    doc: 'Start a session and attach to it at once',
    group: 'start',
    refuse: refuseEnter,
    run: state => enter(state, true),
  },
];

function refuseEnter(state: ViewState): string | undefined {
  return isOpening(state) && !startsEmpty(state) ? refuseAttach(state) : refuseDispatch(state);
}

function enter(state: ViewState, isAttaching: boolean): Change {
  return isOpening(state) && !startsEmpty(state) ? attach(state) : dispatch(state, isAttaching);
}

/** The key before has chosen an agent, and nothing was typed. */
const startsEmpty = (state: ViewState) => state.line.startsEmpty && state.line.field.text === '';

/** With a filter in the line, Enter goes to the row that it found. */
const isOpening = (state: ViewState) => isFieldEmpty(state) || activeFilter(state.line) !== undefined;

function readLine(state: ViewState) {
  return startsEmpty(state) ? readEmpty(state.launch) : readDispatch(state.line.field.text, state.launch);
}

function refuseDispatch(state: ViewState): string | undefined {
  const read = readLine(state);
  return read.type === 'refused' ? read.why : refuseUnread(state);
}

/** What it begins with may be a directory: that is known a moment after the view has opened. */
function refuseUnread({ launch: { catalog }, line: { field } }: ViewState): string | undefined {
  const isUnread = catalog === undefined && readLeading(field.text, catalog).rest.startsWith('@');
  return isUnread ? 'What can stand behind @ is still being read: press Enter again.' : undefined;
}

function dispatch(state: ViewState, isAttaching: boolean): Change {
  const read = readLine(state);
  if (read.type === 'leave') return askToLeave(state);
  if (read.type === 'refused') return {};
  if (read.type === 'choose') return chooseFrom(state, read.defaults);
  const whole = wholeLine(state.line.field.text, state.launch);
  return {
    set: {
      line: {
        field: emptyField,
        history: whole === '' ? state.line.history : remembered(state.line.history, whole),
        historyAt: undefined,
      },
    },
    effects: [
      { type: 'dispatch', request: read.request, attach: isAttaching, line: state.line.field.text },
      ...(whole === '' ? [] : [{ type: 'remember', text: whole } as const]),
    ],
  };
}

/** A line without a task, such as `@codex --model m`, is for the sessions to come. */
function chooseFrom(state: ViewState, defaults: Defaults): Change {
  const text = `New sessions from now on: ${runText(state.screen, defaults)}. Enter starts one without a task.`;
  return {
    set: changed(keepChosen(state.launch, defaults), {
      line: { field: emptyField, startsEmpty: true },
      notices: { current: notice(state, text, 'success') },
    }),
  };
}
