import { findAgent } from '../../../core/agents/index.ts';
import { isInterrupted } from '../../../core/lifecycle/interrupted.ts';
import { restartKindOf } from '../../../core/lifecycle/restart.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { withKeys } from '../../keys/key-for.ts';
import type { ViewState } from '../../state/view-state.ts';
import type { Change } from '../change.ts';
import { type Command, notice } from '../command.ts';
import { askMs } from './loss.ts';

/** What it is armed for; no session and no heading has this id. */
const interruptedId = 'interrupted';

/** Alt+R: everything that was cut off goes on, after a second press that knows what it starts. */
export const resumeAllCommands: readonly Command[] = [
  {
    name: 'resume all',
    keys: { list: ['alt+r'] },
    doc: 'Resume everything that was interrupted (asks first)',
    group: 'start',
    refuse: state =>
      resumable(state).length > 0 ? undefined : 'Nothing was interrupted that could be resumed.',
    run: resumeAll,
  },
];

function resumeAll(state: ViewState): Change {
  const sessions = resumable(state);
  const { armed } = state.removal;
  const { now } = state.clock;
  if (armed?.id === interruptedId && armed.until > now) {
    const ids = sessions.map(({ id }) => id);
    const text = `Resuming ${counted(sessions.length, 'session')}…`;
    return {
      set: { removal: { armed: undefined }, notices: { current: notice(state, text) } },
      effects: [{ type: 'resume', ids }],
    };
  }
  const own = sessions.length === 1 ? 'in its own conversation' : 'each in its own conversation';
  const names = sessions.map(session => displayName(session)).join(', ');
  const text = `${withKeys(state.keys, '{resume all}')} again starts ${agentsOf(sessions)}, ${own}: ${names}`;
  const until = now + askMs;
  return {
    set: {
      removal: { armed: { id: interruptedId, action: 'resume', until } },
      notices: { current: notice(state, text, 'attention', askMs) },
    },
  };
}

function resumable({ sessions: { all: sessions } }: ViewState): readonly Session[] {
  return sessions.filter(
    session =>
      session.spec.kind === 'background' && isInterrupted(session) && restartKindOf(session) !== 'none',
  );
}

/** `2 Claude Code, 1 Codex` */
function agentsOf(sessions: readonly Session[]): string {
  const counts = new Map<string, number>();
  for (const { spec } of sessions) {
    const label = findAgent(spec.agent)?.label ?? spec.agent;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts].map(([label, count]) => `${count} ${label}`).join(', ');
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
