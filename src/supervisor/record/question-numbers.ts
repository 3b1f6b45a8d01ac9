import type { TerminalFact } from '../../core/screen/screen.ts';
import type { Status } from '../../core/session/session.ts';
import type { World } from '../../operations/context/world.ts';

/** Compared with what the backend has, since a session that is started again has a new pane, and goes on counting. */
export async function tellNumbers(
  world: World,
  seen: readonly { readonly status: Status }[],
  panes: ReadonlyMap<string, TerminalFact>,
): Promise<void> {
  const numbers = seen.flatMap(({ status }) => {
    const { id, place, process, questionNumber } = status;
    const known = panes.get(id)?.questionNumber;
    return place && process === 'alive' && known !== questionNumber ? [{ place, questionNumber }] : [];
  });
  if (numbers.length > 0) await world.backend.can.guards?.numberQuestions(numbers);
}
