import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { markSeen } from '../../../src/app/sessions/mark-seen.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { peekOf } from '../../../src/ui/peek/peek.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import { recordingPerformer } from '../../helpers/recording-performer.ts';
import { recordingPort } from '../../helpers/recording-port.ts';
import { aSession, aState, noon } from '../../helpers/sessions.ts';

const [first, second] = ['aaaaaaaa', 'bbbbbbbb'];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a session that was peeked at for a second has been seen when the peek leaves it', () => {
  const { peek, effects } = open([aSession(first), aSession(second)]);
  peek(first);
  vi.advanceTimersByTime(1000);
  peek(second);
  vi.advanceTimersByTime(1);
  expect(effects).toEqual([{ type: 'seen', id: first, at: noon }]);
});

it('one that was passed on the way to another has not', () => {
  const { peek, effects } = open([aSession(first), aSession(second)]);
  peek(first);
  vi.advanceTimersByTime(900);
  peek(second);
  vi.advanceTimersByTime(100);
  expect(effects).toEqual([]);
});

it('nor has one whose record cannot be read', () => {
  const { peek, effects } = open([{ ...aSession(first), unreadable: 'Its record is torn.' }]);
  peek(first);
  vi.advanceTimersByTime(5000);
  peek(undefined);
  vi.advanceTimersByTime(1);
  expect(effects).toEqual([]);
});

function open(sessions: readonly Session[]) {
  const { performer, effects } = recordingPerformer();
  const { port } = recordingPort();
  const view = createViewStore(aState(sessions), () => {});
  const perform = (effect: (typeof effects)[number]) => void performer.perform(effect, port);
  onTestFinished(markSeen(view, { perform, now: () => noon }));
  const peek = (id: string | undefined) =>
    view.set({ peek: { open: id === undefined ? undefined : peekOf(view.store.getState(), id) } });
  return { peek, effects };
}
