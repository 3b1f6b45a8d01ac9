import { expect, it } from 'vitest';
import { send } from '../../../../src/cli/verbs/session/send.ts';
import type { Status } from '../../../../src/core/session/session.ts';
import { readMessage, readMessages } from '../../../../src/system/store/messages/waiting-messages.ts';
import { type ScratchShell, scratchShell } from '../../scratch-shell.ts';

const queued = { process: 'none', state: 'queued', summary: 'queued: others come first' } as const;
const starting = { process: 'none', state: 'working', summary: 'starting…', evidence: [] } as const;
const asking: Partial<Status> = {
  state: 'needs-input',
  question: {
    kind: 'permission',
    header: 'Bash',
    text: 'Run it?',
    options: [{ label: 'Yes' }, { label: 'No' }],
  },
};

it('keeps a message for a session that waits or is on its way, with exit code 3', async () => {
  const home = scratchShell();
  home.session('a1b2c3d4', { name: 'first' }, queued);
  home.session('b1b2c3d4', { name: 'second' }, starting);
  const first = await home.run(send, 'first', 'and', 'lint');
  expect([first.code, first.out]).toEqual([3, 'queued: first gets it when its first turn has ended\n']);
  const second = await home.run(send, 'second', '--', '--lint');
  expect([second.code, second.out]).toEqual([3, 'queued: second gets it as soon as it listens\n']);
  expect([kept(home, 'a1b2c3d4'), kept(home, 'b1b2c3d4')]).toEqual([['and lint'], ['--lint']]);
});

it('takes a message from standard input, whole and without its last line end', async () => {
  const home = scratchShell({ input: 'one\n\ntwo\n' });
  home.session('a1b2c3d4', { name: 'first' }, queued);
  const { out } = await home.run(send, '--json', 'first', '-');
  expect(JSON.parse(out)).toMatchObject({ id: 'a1b2c3d4', outcome: 'queued' });
  expect(kept(home, 'a1b2c3d4')).toEqual(['one\n\ntwo']);
});

it('says what is asked, and how it is answered, instead of sending words into a dialog', async () => {
  const { run, session } = scratchShell();
  session('a1b2c3d4', { name: 'login' }, asking);
  await expect(run(send, 'login', 'go', 'on')).rejects.toThrow(
    'login asks: Run it? (1. Yes · 2. No) Nothing was sent. Answer with --choose N, or --choose N "text".',
  );
  await expect(run(send, 'login', '--choose', '3')).rejects.toThrow(
    '--choose 3: login offers Run it? (1. Yes · 2. No)',
  );
});

it('gives no choice to a session that asks nothing', async () => {
  const { run, session } = scratchShell();
  session('a1b2c3d4', { name: 'idle' });
  session('b1b2c3d4', { name: 'starting' }, starting);
  await expect(run(send, 'idle', '--choose', '1')).rejects.toThrow(
    'idle has no choice to make now; nothing was sent.',
  );
  await expect(run(send, 'starting', '--choose', '1')).rejects.toThrow(
    'starting is still starting and asks nothing yet; nothing was sent.',
  );
});

it('refuses an empty message', async () => {
  const { run } = scratchShell();
  await expect(run(send, 'login')).rejects.toThrow('What should be sent? agents send');
  await expect(run(send, 'login', ' ')).rejects.toThrow('What should be sent? agents send');
});

function kept({ paths }: ScratchShell, id: string): readonly string[] {
  return readMessages(paths, id).map(({ file }) => readMessage(file) ?? '');
}
