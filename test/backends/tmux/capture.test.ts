import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tmuxPlace } from '../../../src/backends/tmux/place.ts';
import { countSpawns } from '../../helpers/count-spawns.ts';
import { shellRequest, type TmuxTest, waitFor, withTmuxServer } from '../../helpers/tmux-server.ts';

test('thirty screens are read in one invocation', () =>
  withTmuxServer(async test => {
    const requests = Array.from({ length: 30 }, (_, index) =>
      shellRequest(`echo screen ${index}; exec sleep 1000`),
    );
    await Promise.all(requests.map(request => test.backend.start(request)));
    const panes = await waitForPanes(test, pane => pane.cursorY === 1, 30);
    let screens: Awaited<ReturnType<typeof test.backend.capture>> = new Map();
    expect(await countSpawns(async () => (screens = await test.backend.capture(panes)))).toBe(1);
    const first = requests.map(request => screens.get(request.id)?.lines[0]);
    expect(first).toEqual(requests.map((_, index) => `screen ${index}`));
  }));

test('a pane that is gone leaves the other screens whole', () =>
  withTmuxServer(async test => {
    await test.backend.start(shellRequest('echo one; exec sleep 1000'));
    await test.backend.start(shellRequest('echo two; exec sleep 1000'));
    const [one, two] = await waitForPanes(test, pane => pane.cursorY === 1, 2);
    const screens = await test.backend.capture([
      { id: 'gone', place: tmuxPlace({ ...one!.place, pane: '%77' }) },
      one!,
      two!,
    ]);
    expect([...screens.keys()]).toEqual([one!.id, two!.id]);
    expect([...screens.values()].map(screen => screen.lines[0])).toEqual(['one', 'two']);
  }));

test('when every pane is gone, or the server, there are no screens and no error', () =>
  withTmuxServer(async test => {
    await test.backend.start(shellRequest('echo one; exec sleep 1000'));
    const [pane] = await waitForPanes(test, () => true, 1);
    expect(
      await test.backend.capture([{ ...pane!, place: tmuxPlace({ ...pane!.place, pane: '%77' }) }]),
    ).toEqual(new Map());
    await test.run('kill-server');
    expect(await test.backend.capture([pane!])).toEqual(new Map());
  }));

test('a title is one clean line whatever a program puts there, and nothing in it is executed', () =>
  withTmuxServer(async test => {
    const title = String.raw`a #(touch ${test.directory}/pwned) #{pid}\342\200\256 b`;
    await test.backend.start(shellRequest(`printf '\\033]2;${title}\\007one\\n'; exec sleep 1000`));
    const [pane] = await waitForPanes(test, ({ cursorY }) => cursorY === 1, 1);
    const screen = (await test.backend.capture([pane!])).get(pane!.id);
    expect(screen?.title).toBe(`a #(touch ${test.directory}/pwned) #{pid} b`);
    expect(screen?.lines[0]).toBe('one');
    expect(screen?.lines).toHaveLength(50);
    expect(existsSync(`${test.directory}/pwned`)).toBe(false);
  }));

test('a newline or an escape in a title does not reach the lines', () =>
  withTmuxServer(async test => {
    const place = await test.backend.start(shellRequest('echo one; exec sleep 1000'));
    await test.run('select-pane', '-t', place.pane, '-T', 'a\nb\u001b[31m');
    const [pane] = await waitForPanes(test, ({ cursorY }) => cursorY === 1, 1);
    const screen = (await test.backend.capture([pane!])).get(pane!.id);
    expect(screen?.title).not.toMatch(/[\n\u001b]/);
    expect(screen?.lines[0]).toBe('one');
  }));

test('lines carry no control characters, no bidi overrides and no trailing blanks', () =>
  withTmuxServer(async test => {
    await test.backend.start(
      shellRequest(String.raw`printf 'a\302\233b\342\200\256c   \r\n'; exec sleep 1000`),
    );
    const [pane] = await waitForPanes(test, ({ cursorY }) => cursorY === 1, 1);
    const screen = (await test.backend.capture([pane!])).get(pane!.id);
    expect(screen?.lines[0]).toMatch(/^a.*c$/);
    expect(screen?.lines.join('')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(screen).toMatchObject({ cursorX: 0, cursorY: 1, width: 200, height: 50 });
  }));

test('history gives the last lines with the scrollback, wrapped lines whole', () =>
  withTmuxServer(async test => {
    const script = 'seq 1 300; printf "%0100d\\n" 7; exec sleep 1000';
    const request = shellRequest(script, { size: { columns: 60, rows: 10 } });
    const target = { place: await test.backend.start(request), id: request.id };
    const last = async () => (await test.backend.history(target, 1))?.[0];
    await waitFor(async () => (await last())?.length === 100, { what: 'output' });
    const lines = await test.backend.history(target, 101);
    expect(lines).toHaveLength(101);
    expect(lines?.slice(0, 2)).toEqual(['201', '202']);
  }));

test('history of a session whose server died is not that of the pane which now has its number', () =>
  withTmuxServer(async test => {
    const gone = { place: await test.backend.start(shellRequest('exec sleep 1000')), id: 'feed0001' };
    expect(await test.backend.history(gone, 5)).toBeUndefined();
    expect(
      await test.backend.history({ ...gone, place: tmuxPlace({ ...gone.place, pane: '%99' }) }, 5),
    ).toBeUndefined();
  }));

type Pane = Awaited<ReturnType<TmuxTest['backend']['list']>>['panes'][number];

async function waitForPanes({ backend }: TmuxTest, isReady: (pane: Pane) => boolean, count: number) {
  const ready = async () => {
    const panes = (await backend.list()).panes.filter(isReady);
    return panes.length === count && panes;
  };
  return waitFor(ready, { what: `${count} panes` });
}
