import { areOptionsToCome } from '../../core/question/question.ts';
import type { TerminalFact } from '../../core/screen/screen.ts';
import type { Session } from '../../core/session/session.ts';

/** tmux tells activity in whole seconds, and an agent may think before it shows what it was given. */
const stirringMs = 4000;

/** While nothing works, every change on our own server has an event. */
const restMs = 8000;
/** An agent that the person starts on a server of their own has none. */
const othersMs = 5000;

interface Seen {
  readonly sessions: readonly Session[];
  readonly panes: ReadonlyMap<string, TerminalFact>;
  readonly now: number;
  /** Whether the person has tmux servers of their own. */
  readonly hasOthers: boolean;
}

/**
 * Events wake the supervisor at once; these are for what no event tells. An agent at work can end, fail or ask
 * without one (Gemini has no hooks, Codex none for errors), and its row is to be right within half a second. So can
 * an idle one that a person types into.
 */
export function nextLookMs({ sessions, panes, now, hasOthers }: Seen): number {
  const alive = sessions.filter(({ status }) => status.process !== 'exited');
  if (alive.some(session => awaitsScreen(session, now))) return 100;
  const working = alive.filter(({ status }) => status.state === 'working');
  if (working.some(({ spec }) => spec.kind === 'background')) return 400;
  if (alive.some(({ id, spec }) => spec.kind !== 'exec' && isStirring(panes.get(id), now))) return 400;
  if (alive.some(({ status }) => status.state === 'queued')) return 500;
  if (working.length > 0 || alive.some(({ status }) => status.state === 'needs-input')) return 1000;
  return hasOthers ? othersMs : restMs;
}

function isStirring(pane: TerminalFact | undefined, now: number): boolean {
  if (!pane?.place || pane.dead) return false;
  return pane.attached > 0 || Math.abs(now - pane.activityAt) < stirringMs;
}

/** Not for long: what never shows choices is looked at as seldom as everything else. */
function awaitsScreen({ status }: Session, now: number): boolean {
  const { question, since, state } = status;
  if (state !== 'needs-input' || !question || question.kind === 'prose') return false;
  return (question.options.length === 0 || areOptionsToCome(question)) && now - since < 2000;
}
