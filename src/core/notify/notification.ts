import { displayName } from '../session/display-name.ts';
import type { Session } from '../session/session.ts';
import { safeText } from '../text/safe-text.ts';

/** States that a person can be told of, most urgent first. */
export const reasons = ['needs-input', 'failed', 'completed'] as const;
export type Reason = (typeof reasons)[number];

/** Something to tell a person, once. */
export interface Occasion {
  readonly id: string;
  readonly name: string;
  readonly agent: string;
  readonly cwd: string;
  readonly reason: Reason;
  /** The same while it is the same question or the same end. */
  readonly key: string;
  /** What it asks, or how it ended. */
  readonly text: string;
  /** ms. */
  readonly since: number;
}

/** One message, however many sessions it is about. Texts are clean, and short. */
export interface Notification {
  readonly title: string;
  readonly body: string;
  readonly occasions: readonly Occasion[];
}

const mostCells = 200;
const mostNames = 6;

/** What this session has to tell now; undefined when nothing. */
export function occasionOf({ id, spec, userState, status }: Session): Occasion | undefined {
  const reason = reasons.find(candidate => candidate === status.state);
  if (!reason) return undefined;
  const { question, questionNumber, since, summary } = status;
  const asked = reason === 'needs-input' && question ? `question ${questionNumber}` : `${since}`;
  return {
    id,
    name: safeText(displayName({ id, spec, userState, status }), { maxCells: 60 }) || id,
    agent: spec.agent,
    cwd: spec.cwd,
    reason,
    key: `${reason} ${asked}`,
    text: safeText(summary || question?.text || '', { maxCells: mostCells }),
    since,
  };
}

const words: Readonly<Record<Reason, readonly [one: string, several: string]>> = {
  'needs-input': ['needs you', 'need you'],
  failed: ['has failed', 'have failed'],
  completed: ['is done', 'are done'],
};

/** `login needs you` with what it asks, or `3 sessions need you` with their names. At least one is given. */
export function notificationOf(occasions: readonly Occasion[]): Notification {
  const [first] = occasions;
  if (first && occasions.length === 1) {
    const body = first.text || `${first.agent} in ${safeText(first.cwd, { maxCells: 100 })}`;
    return { title: `${first.name} ${words[first.reason][0]}`, body, occasions };
  }
  const told = reasons.flatMap(reason => {
    const count = occasions.filter(occasion => occasion.reason === reason).length;
    return count > 0 ? [{ count, word: words[reason][count === 1 ? 0 : 1] }] : [];
  });
  const title = told
    .map(({ count, word }, index) =>
      index > 0 ? `${count} ${word}` : `${count} ${count === 1 ? 'session' : 'sessions'} ${word}`,
    )
    .join(', ');
  const names = occasions.slice(0, mostNames).map(({ name }) => name);
  const body = [...names, ...(occasions.length > mostNames ? ['…'] : [])].join(', ');
  return { title, body: safeText(body, { maxCells: mostCells }), occasions };
}
