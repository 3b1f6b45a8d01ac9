import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';
import { scratchHome } from '../helpers/scratch-home.ts';
import { waitUntil } from '../helpers/wait.ts';

const limits = { limitMs: 20_000 };

/** What the scripted agent was given with `scn-echo`, in the directory where it works. */
function received(directory: string): readonly string[] {
  const names = readdirSync(directory).filter(name => name.startsWith('received-'));
  return names.map(name => readFileSync(join(directory, name), 'utf8'));
}

it('what is typed and not seen to be taken ends with exit code 3', async () => {
  const fleet = openFleet();
  await fleet.job('silent', 'echo listens; stty -echo; exec sleep 60');
  await fleet.waitForScreen('silent', 'listens');
  expect(await fleet.agents('send', 'silent', 'hello?')).toMatchObject({
    code: 3,
    stdout: expect.stringContaining('Typed, not confirmed: '),
  });
});

it('what an agent does not take is taken out of its prompt, and the next message arrives alone', async () => {
  const home = scratchHome();
  const fleet = openFleet({ ...home, env: { ...home.env, SCRIPTED_DEAF_ENTERS: '3' } });
  await fleet.start('deaf', 'first scn-hello');
  await fleet.waitFor('deaf', { state: 'completed' });
  expect(await fleet.agents('send', 'deaf', 'never taken scn-echo')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('it was taken out of its prompt again. Nothing was sent.'),
  });
  expect(await fleet.agents('send', 'deaf', 'the next scn-echo')).toMatchObject({ code: 0 });
  await fleet.waitFor('deaf', { state: 'completed' }, limits);
  expect(received(home.project)).toEqual(['the next scn-echo']);
});

it('a text of our own that was left in a prompt is nobody typing; any other is', async () => {
  const fleet = openFleet();
  const id = await fleet.start('left', 'first scn-hello');
  await fleet.waitFor('left', { state: 'completed' });
  const pane = await fleet.waitForScreen('left', '❯');
  await fleet.tmux('send-keys', '-l', '-t', pane, 'left behind');
  await fleet.waitForScreen('left', 'left behind');
  expect((await fleet.agents('send', 'left', 'mine scn-hello')).stderr).toContain(
    'Someone is typing in left',
  );
  writeFileSync(join(fleet.home.agentsHome, 'jobs', id, 'typed.txt'), 'left behind');
  expect(await fleet.agents('send', 'left', 'mine scn-hello')).toMatchObject({ code: 0 });
});

it.each(['look at @READ', 'it lies in C:\\new\\', '# a title and a menu: @'])(
  'a message that waits for its session arrives as it was written: %j',
  async text => {
    const home = scratchHome();
    const env = { ...home.env, SCRIPTED_PLAYS: JSON.stringify({ [text]: 'scn-echo' }) };
    const fleet = openFleet({ ...home, env });
    await fleet.start('waits', 'first scn-hello');
    await fleet.waitFor('waits', { state: 'completed' });
    await fleet.agents('stop', 'waits');
    expect(await fleet.agents('send', 'waits', '--', text)).toMatchObject({ code: 0 });
    await waitUntil(
      () => received(home.project).length > 0,
      () => 'the message should arrive',
    );
    expect(received(home.project)).toEqual([text]);
  },
);
