import { expect, it } from 'vitest';
import { readClaudeScreen } from '../../../src/core/agents/claude/claude-screen.ts';
import type { Screen } from '../../../src/core/screen/screen.ts';
import { opencodeScreen } from '../agents/opencode/opencode-recorded.ts';
import { event, type Look, lines, pane, spec, watch } from './observation.ts';

const said = [
  'Claude Code is suspended. Run `fg` to bring it back.',
  'To undo typing, press ctrl+_.',
  'typed since',
];

const composer = lines('', '─'.repeat(20), '❯ ', '─'.repeat(20));
const stopped = { pane: { ...pane, stoppedPid: 321 } };
const last = (...looks: readonly Look[]) => watch(looks).at(-1);

it('a stopped process outweighs what its events and its screen say', () => {
  const working = [event('UserPromptSubmit', 900, { prompt: 'x' })];
  const row = last({ events: working, ...stopped });
  expect(row).toMatchObject({ state: 'stopped', process: 'alive' });
  expect(row?.summary).toBe('suspended: kill -CONT 321 brings it back');
  expect(row?.evidence[0]).toMatchObject({ rule: 'process.suspended', decided: true });
});

it('in no pane that is known a shell has it', () => {
  const { place: _nowhere, ...elsewhere } = pane;
  const row = last({ pane: { ...elsewhere, stoppedPid: 321 } });
  expect(row?.summary).toBe('suspended: fg in its terminal brings it back');
});

it('once it goes on, its row says no more that it is suspended', () => {
  const ended = [event('UserPromptSubmit', 800), event('Stop', 900, { last_assistant_message: 'All done.' })];
  const woken = last({ events: ended, ...stopped }, { screen: composer });
  expect(woken).toMatchObject({ state: 'completed', summary: 'All done.' });
});

it('Claude Code tells on its screen that it is suspended where no shell took it', () => {
  expect(readClaudeScreen(lines(...said)).state).toBe('stopped');
  expect(last({ screen: lines(...said) })).toMatchObject({
    state: 'stopped',
    summary: `suspended: kill -CONT ${pane.pid} brings it back`,
  });
  const back = lines(...said, ...composer.lines);
  expect(readClaudeScreen(back).state).not.toBe('stopped');
});

it('a program of the second screen that has left it and lives is suspended; while it ends, nothing is said', () => {
  const opencode = { ...spec, agent: 'opencode' };
  const look = (screen: Screen, part: object = {}) => ({
    spec: opencode,
    screen,
    pane: { ...pane, ...part },
  });
  const left = { alternate: false };
  const rows = watch([
    look(opencodeScreen('100x30-done')),
    look(lines(''), left),
    look(lines(''), left),
    look(lines(''), left),
  ]);
  expect(rows[1]?.state).not.toBe('stopped');
  expect(rows.at(-1)).toMatchObject({
    state: 'stopped',
    summary: `suspended: kill -CONT ${pane.pid} brings it back`,
  });
  const starting = watch([look(lines(''), left), look(lines(''), left), look(lines(''), left)]);
  expect(starting.at(-1)?.state).not.toBe('stopped');
});
