import { isInterrupted } from '../../core/lifecycle/interrupted.ts';
import { isReadyForReview } from '../../core/session/review.ts';
import type { Session } from '../../core/session/session.ts';
import type { State } from '../../core/session/state.ts';
import { states } from '../../core/session/state.ts';

type Fits = (session: Session) => boolean;

const inState =
  (...named: readonly State[]): Fits =>
  ({ status }) =>
    named.includes(status.state);

const asksFor =
  (what: Session['status']['waitingFor']): Fits =>
  ({ status }) =>
    status.state === 'needs-input' && status.waitingFor === what;

const isAsking = inState('needs-input');
const isReady: Fits = ({ status, pulls }) => isReadyForReview(status.state, pulls);
const isAlive: Fits = ({ status }) => status.process === 'alive';
const hasEnded: Fits = ({ status }) => status.process === 'exited';

/** Groups of the view, and the words that people and other tools have for states. */
const otherWords: Readonly<Record<string, Fits>> = {
  review: isReady,
  readyforreview: isReady,
  pr: isReady,
  pinned: ({ userState }) => userState.pinned === true,
  blocked: isAsking,
  waiting: isAsking,
  awaitinginput: isAsking,
  input: isAsking,
  asking: isAsking,
  attention: isAsking,
  permission: asksFor('permission'),
  question: asksFor('question'),
  plan: asksFor('plan'),
  dialog: asksFor('dialog'),
  limit: asksFor('limit'),
  running: inState('working'),
  busy: inState('working'),
  active: inState('working'),
  done: inState('completed', 'idle'),
  finished: inState('completed', 'idle'),
  error: inState('failed'),
  interrupted: isInterrupted,
  killed: inState('stopped'),
  ended: hasEnded,
  exited: hasEnded,
  alive: isAlive,
  live: isAlive,
};

/** What a word after `s:` can mean: each state or group that begins so, written with or without hyphens. */
export function meaningsOf(word: string): readonly Fits[] {
  const plain = bare(word);
  if (plain === '') return [];
  const others = Object.entries(otherWords).flatMap(([name, fits]) => (name.startsWith(plain) ? [fits] : []));
  return [...others, ...states.filter(state => bare(state).startsWith(plain)).map(state => inState(state))];
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[-_]/g, '');
}
