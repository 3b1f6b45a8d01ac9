import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { adviseOn, checkPersonTmux } from '../../../src/operations/doctor/person-tmux.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';

const good = {
  'history-limit': '50000',
  mouse: 'on',
  'default-terminal': 'tmux-256color',
  'terminal-features': 'xterm*:clipboard:RGB:title\nscreen*:title',
  'terminal-overrides': '',
};
const server = (options: object, clients: { terminal: string; features: string[] }[] = []) => ({
  options: new Map(Object.entries({ ...good, ...options })),
  clients,
  files: [],
});
const linesOf = (...given: Parameters<typeof server>) =>
  adviseOn(server(...given), '~/.tmux.conf').flatMap(({ advice }) => advice ?? []);

it('a server that is set as sessions need is told as good', () => {
  expect(adviseOn(server({}), '~/.tmux.conf')).toMatchObject([{ level: 'ok' }]);
});

it.each([
  [{ 'history-limit': '2000' }, 'short-history', 'set -g history-limit 50000'],
  [{ mouse: 'off' }, 'mouse-off', 'set -g mouse on'],
  [{ 'default-terminal': 'screen' }, 'few-colours', 'set -g default-terminal "tmux-256color"'],
  [{ 'terminal-features': 'xterm*:title' }, 'few-colours', 'set -as terminal-features ",*:RGB"'],
])('%o is told with the line that mends it', (options, code, line) => {
  expect(adviseOn(server(options), '~/.tmux.conf')).toMatchObject([
    { what: 'your tmux', level: 'note', code, advice: `Add to ~/.tmux.conf: ${line}` },
  ]);
});

it('16 million colours are found under the name that tmux has for them, and under its older one', () => {
  const none = { 'terminal-features': 'xterm*:title' };
  expect(linesOf({ ...none, 'terminal-overrides': 'xterm*:Tc' })).toEqual([]);
  expect(linesOf({ ...none, 'terminal-overrides': 'linux*:AX@,xterm-256color:RGB' })).toEqual([]);
});

it('a terminal that looks now says itself what it has', () => {
  const none = { 'terminal-features': 'xterm*:title' };
  expect(linesOf(none, [{ terminal: 'xterm-256color', features: ['RGB'] }])).toEqual([]);
  expect(linesOf({ 'terminal-features': 'foot*:RGB' }, [{ terminal: 'xterm-kitty', features: [] }])).toEqual([
    'Add to ~/.tmux.conf: set -as terminal-features ",xterm-kitty:RGB"',
  ]);
});

it('a server of ours is not examined', async () => {
  const world = memoryWorld();
  mkdirSync(join(world.project, 'x'));
  writeFileSync(join(world.env['PATH'] ?? '', 'tmux'), '', { mode: 0o755 });
  expect(await checkPersonTmux(world)).toEqual([]);
});
