import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Target } from '../../../src/backends/backend.ts';
import { processTable } from '../../../src/system/processes/process-table.ts';
import { type ItermTest, withFakeIterm } from '../../helpers/iterm-backend.ts';
import { shellRequest, waitFor } from '../../helpers/tmux-server.ts';

const off = { FAKE_IT2_API: 'off' };

it('asks it2 in words that it knows: the first beside the own pane, the next below', () =>
  withFakeIterm(async ({ iterm, backend, subject: { printer } }) => {
    const first = paneOf(await printer(['one']));
    await printer(['two']);
    const words = iterm.calls().map(({ argv }) => argv.join(' '));
    expect(words.filter(line => /^session (?:split|run)/.test(line))).toEqual([
      `session split -v -s ${iterm.first}`,
      expect.stringMatching(
        new RegExp(`^session run -s ${first} -- \u0015exec /bin/sh '/.*/${first}/script.sh'$`),
      ),
      `session split -s ${first}`,
      expect.stringContaining('session run -s '),
    ]);
    expect(backend.can).not.toHaveProperty('guards');
    expect(backend.can).not.toHaveProperty('scrollback');
  }));

it('splits another pane when the one beside which it would stand was closed', () =>
  withFakeIterm(async ({ iterm, backend, subject: { printer } }) => {
    const other = (await iterm.tmux('display-message', '-p', '#{pane_id}')).trim();
    const gone = await printer(['one']);
    iterm.tmux('new-window', '-t', 'iterm');
    iterm.tmux('kill-pane', '-t', other);
    await waitFor(async () => (await backend.list()).panes.length === 1, { what: 'the pane' });
    const second = await printer(['two']);
    expect(paneOf(second)).not.toBe(paneOf(gone));
    expect((await backend.list()).panes).toHaveLength(2);
  }));

it('a pane that a person closes takes its session with it, and no other', () =>
  withFakeIterm(async ({ iterm, backend, subject: { printer } }) => {
    const [kept, closed] = [await printer(['kept']), await printer(['closed'])];
    iterm.tmux('kill-pane', '-t', tmuxPane(iterm, closed));
    await waitFor(async () => (await backend.list()).panes.length === 1, { what: 'the end' });
    const { serverAt } = await backend.survey();
    expect([serverAt?.(closed.place), serverAt?.(kept.place)]).toEqual([
      undefined,
      { pid: expect.any(Number), startedAt: expect.any(Number) },
    ]);
    expect(await backend.deliver(closed, [{ text: 'x' }], 0)).toEqual({ sent: false, why: 'gone' });
  }));

it('with the Python API off what runs is told by processes, can be ended, and is told with a sentence', () =>
  withFakeIterm(async ({ open, subject: { printer } }) => {
    const target = await printer(['one']);
    const blind = open(off);
    const { panes, silence } = await blind.survey();
    expect(panes).toMatchObject([{ id: target.id, dead: false }]);
    expect(silence.of(target.place)).toContain('Enable Python API');
    await expect(blind.deliver(target, [{ text: 'x' }], 0)).rejects.toThrow('Enable Python API');
    await expect(blind.capture([target])).rejects.toThrow('Enable Python API');
    await expect(blind.start(shellRequest('sleep 60'))).rejects.toThrow('its Python API is off');
    await blind.end(target);
    expect((await blind.list()).panes).toEqual([]);
  }));

it('ends the whole process tree, also what has left the terminal or ignores the hangup', () =>
  withFakeIterm(async ({ backend, directory }) => {
    const script = `trap '' HUP; setsid sleep 7331 & sleep 7331 & echo $$ >${directory}/begun; wait`;
    const target = await start({ backend }, script);
    await waitFor(() => existsSync(join(directory, 'begun')) && sleepers() === 2, { what: 'both' });
    await backend.stop(target);
    expect(sleepers()).toBe(0);
    expect((await backend.list()).panes).toMatchObject([{ id: target.id, dead: true }]);
  }));

it('gives a session to every process that reads the records, and a place to no other session', () =>
  withFakeIterm(async ({ open, backend, subject: { printer } }) => {
    const target = await printer(['one']);
    await waitFor(async () => (await open().history(target, 5))?.includes('one'), { what: 'the line' });
    await backend.end(target);
    const next = await printer(['two']);
    expect(paneOf(next)).not.toBe(paneOf(target));
    for (const pane of ['all', 'active', '', '../x']) {
      const place = { backend: 'iterm2', pane } as Target['place'];
      await expect(open().deliver({ place, id: next.id }, [{ text: 'x' }], 0)).rejects.toThrow('not a pane');
    }
  }));

it('leaves nothing of a session that could not begin, and says so', () =>
  withFakeIterm(async ({ iterm, panes }) => {
    const { iterm2Backend } = await import('../../../src/backends/iterm2/iterm2.ts');
    // A shell that waits for something else, as one does that asks about an update.
    iterm.tmux('set-option', '-g', 'default-shell', '/bin/cat');
    const wakeFile = join(panes, 'wake');
    const hasty = iterm2Backend({ env: iterm.env, directory: panes, wakeFile, now: Date.now, beginMs: 300 });
    await expect(hasty.start(shellRequest('sleep 60'))).rejects.toThrow('did not start session');
    expect(readdirSync(panes).filter(name => name !== 'start.lock')).toEqual([]);
    expect(iterm.tmux('list-panes', '-a').trim().split('\n')).toHaveLength(1);
  }));

it('refuses names that could be more than names, before a pane is opened', () =>
  withFakeIterm(async ({ iterm, backend }) => {
    for (const slug of ['a b', '$(touch pwned)', "'", '-x;y', ''])
      await expect(backend.start(shellRequest('', { slug }))).rejects.toThrow('its slug may hold only');
    expect(iterm.calls()).toEqual([]);
  }));

it('types a long text byte for byte, in parts that fit', () =>
  withFakeIterm(async ({ backend, subject: { recorder } }) => {
    const { target, received } = await recorder();
    const text = Array.from({ length: 220 }, (_, index) => `line ${index} 漢字 'q' $x`).join('\n');
    expect(await backend.deliver(target, [{ text }, { keys: ['enter'] }], 0)).toEqual({ sent: true });
    await waitFor(() => received().endsWith('\r'), { what: 'enter' });
    expect(received()).toBe(`${text}\r`);
  }));

it('shows a session by giving its pane the keys', () =>
  withFakeIterm(async ({ iterm, backend, subject: { printer } }) => {
    const target = await printer(['one']);
    const { argv, show } = backend.attachCommand(target.place);
    expect(argv.slice(1)).toEqual(['session', 'focus', paneOf(target)]);
    iterm.tmux('select-pane', '-t', 'iterm:0.0');
    await show?.();
    expect(iterm.tmux('display-message', '-p', '#{@it2}').trim()).toBe(paneOf(target));
  }));

async function start({ backend }: Pick<ItermTest, 'backend'>, script: string): Promise<Target> {
  const request = shellRequest(script);
  return { place: await backend.start(request), id: request.id };
}

function paneOf({ place }: Target): string {
  return (place as Target['place'] & { readonly pane: string }).pane;
}

function tmuxPane(iterm: ItermTest['iterm'], target: Target): string {
  const rows = iterm.tmux('list-panes', '-a', '-F', '#{@it2} #{pane_id}').split('\n');
  return rows.find(row => row.startsWith(paneOf(target)))?.split(' ')[1] ?? '';
}

function sleepers(): number {
  const table = processTable();
  return table.pids().filter(pid => table.wordsOf(pid).join(' ') === 'sleep 7331').length;
}
