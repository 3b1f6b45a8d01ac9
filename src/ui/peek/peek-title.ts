import { directoryOf } from '../../core/session/directory.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import type { WaitingFor } from '../../core/session/state.ts';
import { agentWords } from '../../core/session/subagent.ts';
import { shortAgo, shortSpan } from '../../core/text/age.ts';
import { cells, clip, safeText } from '../../core/text/safe-text.ts';
import type { ClockState } from '../state/clock.ts';
import { shortPath } from '../state/screen.ts';
import type { Slices } from '../state/view-state.ts';
import { glyphs, paint, stateTones } from '../theme/theme.ts';

const needs: Readonly<Record<WaitingFor, string>> = {
  permission: 'asks for permission',
  question: 'asks a question',
  plan: 'has a plan to approve',
  dialog: 'waits in a dialog',
  limit: 'waits at its usage limit',
};

/** Name, state, since when, agent, directory. */
export function titleLine(state: Slices<'screen' | 'clock'>, session: Session): string {
  const { look } = state.screen;
  const { status, spec } = session;
  const word = status.state === 'needs-input' ? needs[status.waitingFor ?? 'dialog'] : status.state;
  const facts = [
    word,
    ...times(state.clock, session),
    ...(session.unreadable === undefined
      ? [safeText(agentWords(spec)), shortPath(state.screen, directoryOf(session))]
      : []),
  ];
  if (status.exitCode !== undefined) facts.push(`exit ${status.exitCode}`);
  const name = clip(safeText(displayName(session)), Math.floor(state.screen.columns / 3));
  const dot = ` ${glyphs(look).dot} `;
  const rest = clip(facts.join(dot), Math.max(0, state.screen.columns - cells(name) - 6));
  return ` ${paint(look, 'strong', name)}  ${paint(look, stateTones[status.state], rest)}`;
}

/** Since when; of one that has ended, when and after how long. */
function times({ now }: ClockState, { status }: Session): readonly string[] {
  const { since, process, startedAt, endedAt } = status;
  const ago = Math.max(0, now - since);
  if (process !== 'exited' || endedAt === undefined) return [shortSpan(ago)];
  return [shortAgo(now - endedAt), `ran ${shortSpan(Math.max(0, endedAt - startedAt))}`];
}
