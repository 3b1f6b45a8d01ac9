import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';
import type { ScratchHome } from '../helpers/scratch-home.ts';

it('has the keys of the settings, in an open view too, and names what cannot be', async () => {
  const fleet = openFleet();
  const { home } = fleet;
  await fleet.job('running', 'sleep 60');
  keysFile(home, { stop: 'ctrl+q', help: ['?', 'ctrl+n'] });
  const view = await fleet.view();
  await view.waitFor(/ctrl\+q stops/);
  await view.press('C-n');
  await view.waitFor(/Ctrl\+Q +Stop/);
  await view.press('Escape');
  keysFile(home, { pin: 'alt+k', rename: 'ctrl+x', nonsense: 'ctrl+n' });
  await view.waitFor(/settings\.json, line 1: "keys\.nonsense" is no command/);
  await view.press('M-k');
  await view.waitFor(/Pinned 1\n.*running/);
  const told = await fleet.agents('settings');
  expect(told.code).toBe(1);
  expect(told.stderr).toContain(
    '"keys.rename" cannot be Ctrl+X, which is "stop" in the list: give that another key',
  );
  keysFile(home, {});
  await view.waitFor(/ctrl\+x stops/);
  const refused = await fleet.agents('settings', 'set', 'keys', '{"pin": "enter"}');
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('"keys.pin" cannot be "enter": that stays with what it does now');
});

function keysFile(home: ScratchHome, keys: Readonly<Record<string, unknown>>): void {
  mkdirSync(join(home.root, 'config/agents'), { recursive: true });
  writeFileSync(join(home.root, 'config/agents/settings.json'), JSON.stringify({ keys }));
}

it('knows Shift+Enter also in the long form of xterm', async () => {
  const view = await openFleet().view();
  await view.type('one scn-hello');
  await view.waitFor('❯ one scn-hello');
  await view.type('\x1b[27;2;13~');
  await view.waitFor(/^❯ one scn-hello\n[\s\S]*manual mode on/m);
});
