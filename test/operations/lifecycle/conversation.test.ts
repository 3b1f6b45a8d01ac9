import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { conversationOf } from '../../../src/operations/lifecycle/conversation.ts';
import { acceptMode } from '../../../src/system/store/daemon/accepted-modes.ts';
import { type MemoryWorld, memoryWorld } from '../../helpers/memory-world.ts';

const id = '11111111-2222-4333-8444-555555555555';

function writeTranscript(world: MemoryWorld, ...entries: readonly object[]): void {
  const directory = join(world.env['HOME'] ?? '', '.claude', 'projects', '-game');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${id}.jsonl`), entries.map(entry => `${JSON.stringify(entry)}\n`).join(''));
}

it('a conversation brings its name, its directory and the options with which it ran', () => {
  const world = memoryWorld();
  writeTranscript(
    world,
    { cwd: '/home/me/game', permissionMode: 'plan' },
    { customTitle: 'login', model: 'opus' },
  );
  expect(conversationOf(world, 'claude', id)).toEqual({
    name: 'login',
    cwd: '/home/me/game',
    options: { model: ['opus'], 'permission-mode': ['plan'] },
  });
});

it('a mode that never asks is left out and told, until it is accepted', () => {
  const world = memoryWorld();
  writeTranscript(world, { cwd: '/home/me/game', permissionMode: 'bypassPermissions' });
  expect(conversationOf(world, 'claude', id)).toEqual({
    cwd: '/home/me/game',
    options: {},
    refusedMode: 'bypassPermissions',
  });
  acceptMode(world.paths, 'bypassPermissions', world.now());
  expect(conversationOf(world, 'claude', id)).toMatchObject({
    options: { 'permission-mode': ['bypassPermissions'] },
  });
});

it.each([
  ['--fork', '--resume "--fork": that is not the id of a conversation. Nothing was started.'],
  [id, `Claude Code knows no conversation ${id}. Nothing was started.`],
])('nothing is resumed under %s', (word, sentence) => {
  expect(() => conversationOf(memoryWorld(), 'claude', word)).toThrow(sentence);
});
