import { selectedHeading, visibleIds } from '../../list/collapse.ts';
import { isBrowsing } from '../../state/line.ts';
import { emptyField, fieldWith } from '../../state/text-edit.ts';
import type { ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, currentField } from '../command.ts';

/** Earlier prompts, with ↑ where there is no row above. */
export const historyCommands: readonly Command[] = [
  {
    name: 'earlier prompt',
    keys: { list: ['up'] },
    precedence: 'case',
    follows: ['previous row'],
    helpWhere: 'at the top',
    doc: 'Bring back an earlier prompt[; {later prompt} goes forward again]',
    group: 'write',
    when: state =>
      state.line.history.length > 0 &&
      (isBrowsing(state.line) || (currentField(state).text === '' && isAtTop(state))),
    run: state => show(state, (state.line.historyAt ?? -1) + 1),
  },
  {
    name: 'later prompt',
    keys: { list: ['down'] },
    precedence: 'case',
    follows: ['next row'],
    when: state => isBrowsing(state.line),
    run: state => show(state, (state.line.historyAt ?? 0) - 1),
  },
];

/** A run of ↑ ends on the first row: one too many must not put a prompt into the line, where Space and Enter mean it. */
const runMs = 400;

function isAtTop(state: ViewState): boolean {
  if (state.clock.now - state.list.movedAt < runMs) return false;
  const first = visibleIds(state)[0];
  const heading = state.list.groups[0];
  return (
    first === undefined ||
    first === state.list.selectedId ||
    (heading !== undefined && selectedHeading(state.list) === heading)
  );
}

function show({ line: { history } }: ViewState, at: number): Change {
  if (at < 0) return { set: { line: { field: emptyField, historyAt: undefined } } };
  const text = history[Math.min(at, history.length - 1)] ?? '';
  return { set: { line: { field: fieldWith(text), historyAt: Math.min(at, history.length - 1) } } };
}
