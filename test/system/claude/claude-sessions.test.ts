import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { claudeSessionFile, claudeSessionFiles } from '../../../src/system/claude/claude-sessions.ts';
import { scratchDirectory } from '../scratch.ts';

test('the file of a process is read from the configured directory, else from ~/.claude', () => {
  const home = scratchDirectory();
  mkdirSync(join(home, '.claude', 'sessions'), { recursive: true });
  writeFileSync(join(home, '.claude', 'sessions', '42.json'), '{"status":"busy"}');
  expect(claudeSessionFile(42, { HOME: home })).toEqual({ status: 'busy' });
  expect(claudeSessionFile(42, { CLAUDE_CONFIG_DIR: join(home, '.claude') })).toEqual({ status: 'busy' });
  expect(claudeSessionFile(43, { HOME: home })).toBeUndefined();
});

test('the list holds what can be read', () => {
  const home = scratchDirectory();
  mkdirSync(join(home, 'sessions'));
  const files = { '7.json': '{"pid":7}', '8.json': '{"pi', '0x9.json': '{}', 'notes.txt': '' };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(home, 'sessions', name), text);
  expect(claudeSessionFiles({ CLAUDE_CONFIG_DIR: home })).toEqual([{ pid: 7, value: { pid: 7 } }]);
  expect(claudeSessionFiles({ CLAUDE_CONFIG_DIR: join(home, 'none') })).toEqual([]);
});
