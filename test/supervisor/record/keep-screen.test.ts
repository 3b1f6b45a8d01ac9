import { expect, it } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import { emptyMemory } from '../../../src/supervisor/poll-memory.ts';
import { keepScreens } from '../../../src/supervisor/record/keep-screen.ts';
import { seenScreen } from '../../../src/system/store/history/last-screen.ts';
import { lines } from '../../core/observe/observation.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const said = (text: string) => lines('❯ fix it', '', `● ${text}`, '', '─'.repeat(40), '❯ ', '─'.repeat(40));

function keeping(world: MemoryWorld) {
  const memory = emptyMemory();
  return (session: Session, text: string) => {
    const screens = new Map([[session.id, said(text)]]);
    keepScreens(world, memory, { sessions: [session], screens });
    return seenScreen(world.paths, session.id).join('\n');
  };
}

it('what an agent said last is kept without its prompt, and again when its state changes', async () => {
  const world = memoryWorld();
  const keep = keeping(world);
  const session = await runningSession(world);
  expect(keep(session, 'Done.')).toMatch(/● Done\.$/);
  expect(keep(session, 'Something else.')).toMatch(/● Done\.$/);
  const working = { ...session, status: { ...session.status, state: 'working' } } as const;
  expect(keep(working, 'Something else.')).toMatch(/● Something else\.$/);
});

it('the output of a shell job is not written to disk, nor that of a program that has ended', async () => {
  const world = memoryWorld();
  const keep = keeping(world);
  const session = await runningSession(world);
  const { spec, status } = session;
  expect(keep({ ...session, spec: { ...spec, kind: 'exec' } }, 'x')).toBe('');
  expect(keep({ ...session, status: { ...status, process: 'exited' } }, 'x')).toBe('');
});
