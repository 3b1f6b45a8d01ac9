import { remembered } from '../../../core/catalog/history.ts';
import { keepChosen } from '../../line/choose.ts';
import { readDispatch, readEmpty } from '../../line/dispatch-line.ts';
import { readLeading } from '../../line/leading-words.ts';
import { runText } from '../../line/run-text.ts';
import { wholeLine } from '../../line/whole-line.ts';
import { activeFilter } from '../../list/filter.ts';
import type { Defaults } from '../../state/line-state.ts';
import { emptyField } from '../../state/text-edit.ts';
import type { ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, isFieldEmpty, notice } from '../command.ts';
import { attach, nothingFits, refuseAttach } from '../row/attach.ts';

/** What Enter does with the line. */
export const startCommands: readonly Command[] = [
  {
    // What is looked for by its pull request is one session, and is gone to.
    name: 'keep filter',
    keys: { list: ['return'] },
    precedence: 'case',
    follows: ['dispatch'],
    when: state => activeFilter(state) !== undefined && !isFieldEmpty(state) && !activeFilter(state)?.pull,
    refuse: state => (state.groups.length === 0 ? `${nothingFits(state)} Esc clears it.` : undefined),
    run: state => ({ set: { keptFilter: state.field } }),
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
const startsEmpty = (state: ViewState) => state.startsEmpty && state.field.text === '';

/** With a filter in the line, Enter goes to the row that it found. */
const isOpening = (state: ViewState) => isFieldEmpty(state) || activeFilter(state) !== undefined;

function readLine(state: ViewState) {
  return startsEmpty(state) ? readEmpty(state) : readDispatch(state.field.text, state);
}

function refuseDispatch(state: ViewState): string | undefined {
  const read = readLine(state);
  return read.type === 'refused' ? read.why : refuseUnread(state);
}

/** What it begins with may be a directory: that is known a moment after the view has opened. */
function refuseUnread({ catalog, field }: ViewState): string | undefined {
  const isUnread = catalog === undefined && readLeading(field.text, catalog).rest.startsWith('@');
  return isUnread ? 'What can stand behind @ is still being read: press Enter again.' : undefined;
}

function dispatch(state: ViewState, isAttaching: boolean): Change {
  const read = readLine(state);
  if (read.type === 'leave') return { effects: [{ type: 'leave' }] };
  if (read.type === 'refused') return {};
  if (read.type === 'choose') return chooseFrom(state, read.defaults);
  const whole = wholeLine(state.field.text, state);
  return {
    set: {
      field: emptyField,
      history: whole === '' ? state.history : remembered(state.history, whole),
      historyAt: undefined,
    },
    effects: [
      { type: 'dispatch', request: read.request, attach: isAttaching, line: state.field.text },
      ...(whole === '' ? [] : [{ type: 'remember', text: whole } as const]),
    ],
  };
}

/** A line without a task, such as `@codex --model m`, is for the sessions to come. */
function chooseFrom(state: ViewState, defaults: Defaults): Change {
  const text = `New sessions from now on: ${runText(state, defaults)}. Enter starts one without a task.`;
  return {
    set: {
      ...keepChosen(state, defaults),
      field: emptyField,
      startsEmpty: true,
      notice: notice(state, text, 'success'),
    },
  };
}
