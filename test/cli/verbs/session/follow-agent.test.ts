import { expect, it } from 'vitest';
import { followAgent } from '../../../../src/cli/verbs/session/run/follow-agent.ts';
import type { Status } from '../../../../src/core/session/session.ts';
import { aSession } from '../../../helpers/sessions.ts';

/** One who follows an agent, with a clock that the test moves. */
function follower() {
  let now = 0;
  let said = '';
  const writeError = (text: string) => {
    said += text;
  };
  const follow = followAgent({ now: () => now, writeError }, 'feed0001');
  const status = (change: Partial<Status>) => aSession('feed0001', { status: change }).status;
  const at = (ms: number, change: Partial<Status>) => {
    now = ms;
    return follow(status(change));
  };
  return { at, said: () => said };
}

const worked = { hasWorked: true };

it.each([
  ['completed', 0],
  ['failed', 1],
] as const)('leaves a %s turn with %i when it has been over for a moment', (state, code) => {
  const { at } = follower();
  const turn = { state, memory: worked };
  expect([at(0, turn), at(1000, turn), at(1600, turn)]).toEqual([undefined, undefined, code]);
});

it('waits on where a turn follows at once, or something runs in the background, or nothing was done yet', () => {
  const { at } = follower();
  expect(at(0, { state: 'completed', memory: worked })).toBeUndefined();
  expect(at(1000, { state: 'working', memory: worked })).toBeUndefined();
  expect(at(2000, { state: 'completed', memory: worked })).toBeUndefined();
  for (const ms of [3000, 9000])
    expect(at(ms, { state: 'completed', memory: { ...worked, backgroundTasks: 1 } })).toBeUndefined();
  for (const ms of [10_000, 19_000]) expect(at(ms, { state: 'completed', memory: {} })).toBeUndefined();
});

it('tells each question once, with how to answer it', () => {
  const { at, said } = follower();
  const asks = { state: 'needs-input', summary: 'Bash: \u001b[1mls', questionNumber: 2 } as const;
  for (const ms of [0, 100, 9000]) expect(at(ms, asks)).toBeUndefined();
  expect(said()).toBe(
    'agents: it needs input: Bash: ls · answer with: agents send feed0001 "…" (or --choose N), or in a view\n',
  );
});
