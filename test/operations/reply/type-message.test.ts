import { mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { claude } from '../../../src/core/agents/claude/claude.ts';
import type { Step } from '../../../src/core/agents/shared/step.ts';
import type { World } from '../../../src/operations/context/world.ts';
import { typeMessage } from '../../../src/operations/reply/type-message.ts';
import { look } from '../../../src/operations/screen/look.ts';
import { jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { typedText } from '../../../src/system/store/messages/typed-text.ts';
import { lines, pane } from '../../core/observe/observation.ts';
import { aSession } from '../../helpers/sessions.ts';
import { scratchPaths } from '../../system/scratch.ts';

/** An agent whose loop is blocked for `blockedMs` from the first key on, and takes all that came meanwhile after that. */
function blockedAgent(blockedMs: number) {
  const session = aSession('a1b2c3d4', { status: { state: 'idle' } });
  const received: string[] = [];
  const queue: Step[] = [];
  let draft = '';
  let freeAt: number | undefined;
  const take = (step: Step) => {
    if ('text' in step) draft += step.text;
    else
      for (const key of step.keys) {
        if (key === 'enter' && draft !== '') {
          received.push(draft.trim());
          draft = '';
        } else if (key === 'space') draft += ' ';
        else if (key === 'ctrl+u') draft = '';
        else if (key === 'backspace') draft = draft.slice(0, -1);
      }
  };
  const screen = () => {
    if (freeAt !== undefined && performance.now() >= freeAt) for (const step of queue.splice(0)) take(step);
    const rule = '─'.repeat(80);
    const sent = received.flatMap(text => [`❯ ${text}`, '', '● All done.', '']);
    return lines(...sent, rule, `❯ ${draft}`, rule, '  ? for shortcuts');
  };
  const deliver = (_target: unknown, steps: readonly Step[]) => {
    freeAt ??= performance.now() + blockedMs;
    queue.push(...steps);
    return Promise.resolve({ sent: true });
  };
  const paths = scratchPaths();
  mkdirSync(jobDirectory(paths, session.id), { recursive: true });
  const backend = {
    list: () => Promise.resolve({ panes: [{ ...pane, id: session.id }] }),
    capture: () => Promise.resolve(new Map([[session.id, screen()]])),
    deliver,
  };
  const world = { backend, paths } as unknown as World;
  const send = async (text: string, limits?: { unseenMs: number; shownMs: number }) => {
    const before = await look(world, claude, session);
    if (!before) throw new Error('The agent has no screen.');
    const { place } = session.status;
    if (!place) throw new Error('The agent has no place.');
    return typeMessage(
      world,
      { agent: claude, session, target: { place, id: session.id }, before },
      text,
      limits,
    );
  };
  const free = async () => {
    freeAt = 0;
    await look(world, claude, session);
  };
  return { send, received, free, typed: () => typedText(paths, session.id) };
}

it('a text that is drawn late arrives as it is', async () => {
  const agent = blockedAgent(600);
  const limits = { unseenMs: 5000, shownMs: 200 };
  expect(await agent.send('look at @READ', limits)).toEqual({ type: 'delivered' });
  expect(agent.received).toEqual(['look at @READ']);
});

it('a text that is never drawn is taken out behind it, and the next one is not glued to it', async () => {
  const agent = blockedAgent(1e9);
  const outcome = await agent.send('look at @READ', { unseenMs: 300, shownMs: 200 });
  expect(outcome).toMatchObject({ type: 'refused', why: expect.stringContaining('nothing was sent') });
  expect(agent.typed()).toBe('look at @READ');
  await agent.free();
  expect(await agent.send('the next one')).toEqual({ type: 'delivered' });
  expect(agent.received).toEqual(['the next one']);
});
