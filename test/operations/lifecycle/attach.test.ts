import { expect, it } from 'vitest';
import type { Program } from '../../../src/backends/memory.ts';
import type { Place } from '../../../src/core/screen/place.ts';
import { requireSession } from '../../../src/operations/context/session-place.ts';
import { attachTo } from '../../../src/operations/lifecycle/attach.ts';
import { writeConversation } from '../../../src/system/store/history/conversation-record.ts';
import { writeJournal } from '../../../src/system/store/history/journal-file.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';
import { recordingPort } from '../../helpers/recording-port.ts';

/** A world whose terminals can be looked at: what is shown, and what is said while nothing is, is kept. */
function lookable(program?: Program) {
  const world = memoryWorld(program);
  const attachCommand = (_place: Place, say = '') => ({ argv: ['look', say], environment: {} });
  const [shown, waits]: [string[], string[]] = [[], []];
  const port = {
    ...recordingPort().port,
    attach: async (argv: readonly string[]) => void shown.push(argv.join(' ')),
    waiting: (text: string) => void waits.push(text),
  };
  return { world: { ...world, backend: { ...world.backend, attachCommand } }, port, shown, waits };
}

it('the terminal is given to a session, which counts as seen from then on', async () => {
  const { world, port, shown } = lookable();
  const session = await runningSession(world);
  await attachTo(world, session, port);
  expect(shown).toEqual(['look ']);
  expect(requireSession(world, session.id).userState.seenAt).toBeGreaterThan(session.spec.createdAt);
});

it('it is said below what happened since it was seen, and how to come back', async () => {
  const { world, port, shown } = lookable();
  const session = await runningSession(world);
  writeJournal(world.paths, session.id, [{ at: world.now(), deed: 'turn', count: 2 }]);
  await attachTo(world, session, port);
  expect(shown).toEqual([expect.stringMatching(/^look Away 1m: finished 2 turns\. Ctrl\+Z comes back$/)]);
});

it('one that has ended is started again, and shown when it has drawn something', async () => {
  const { world, port, shown, waits } = lookable(terminal => {
    terminal.print('ready');
    return {};
  });
  const session = await runningSession(world, { status: { process: 'exited', state: 'completed' } });
  world.backend.terminal(session.id)?.exit({ exitCode: 0 });
  writeConversation(world.paths, session.id, { sessionId: session.spec.sessionId ?? '' });
  await attachTo(world, session, port);
  expect([waits, shown]).toEqual([['Starting alpha again…'], ['look ']]);
  expect((await world.backend.list()).panes).toMatchObject([{ id: session.id, dead: false }]);
});

it('one that ends instead of starting is not shown, and says what it said', async () => {
  let starts = 0;
  const { world, port, shown } = lookable(terminal => {
    starts += 1;
    if (starts === 1) return {};
    terminal.print('Error: no such model');
    terminal.exit({ exitCode: 1 });
    return {};
  });
  const session = await runningSession(world, { status: { process: 'exited', state: 'failed' } });
  world.backend.terminal(session.id)?.exit({ exitCode: 1 });
  const said = 'alpha could not be started: claude ended at once (exit code 1): Error: no such model';
  await expect(attachTo(world, session, port)).rejects.toThrow(said);
  expect(shown).toEqual([]);
});

it('of a job whose terminal is gone it is said how its output is read', async () => {
  const { world, port } = lookable();
  const session = await runningSession(world, { spec: { kind: 'exec', agent: 'shell' } });
  await world.backend.end({ place: session.status.place!, id: session.id });
  await expect(attachTo(world, session, port)).rejects.toThrow(
    'alpha has no terminal. Its record is kept; agents logs feed0001',
  );
});

it('one in a terminal that is not known is not shown, and it is said how to move it here', async () => {
  const { world, port, shown } = lookable();
  const session = await runningSession(world, { spec: { kind: 'adopted' } });
  const { place: _unknown, ...status } = session.status;
  await expect(attachTo(world, { ...session, status }, port)).rejects.toThrow(
    'To move it here, leave it there, then: agents run --resume 11111111-2222-4333-8444-555555555555.',
  );
  expect(shown).toEqual([]);
});
