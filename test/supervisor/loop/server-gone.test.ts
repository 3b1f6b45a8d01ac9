import { expect, it } from 'vitest';
import { isServerGone } from '../../../src/supervisor/loop/server-gone.ts';
import { silenceOf } from '../../../src/supervisor/loop/silence.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const listing = (startedAt?: number) => ({
  server: startedAt === undefined ? undefined : { pid: 1, startedAt },
  panes: [],
  unmanaged: [],
});

it('a session does not live on in a server that is younger than itself', () => {
  const { status } = aSession('aaaaaaaa', { status: { memory: { seenAliveAt: noon } } });
  expect(isServerGone(listing(), status)).toBe(true);
  expect(isServerGone(listing(noon + 1), status)).toBe(true);
  expect(isServerGone(listing(noon - 1), status)).toBe(false);
});

it('of one that has ended it does not matter whether its server answers', () => {
  const silence = { own: 'no answer', of: () => 'no answer' };
  expect(silenceOf(silence, aSession('aaaaaaaa'))).toBe('no answer');
  expect(silenceOf(silence, aSession('aaaaaaaa', { status: { process: 'exited' } }))).toBeUndefined();
});
