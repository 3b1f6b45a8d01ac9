import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rememberHome, sessionFileOf } from '../../../src/supervisor/adopt/agent-home.ts';
import { emptyMemory } from '../../../src/supervisor/poll-memory.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';
import { pane } from '../../helpers/sample-session.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const file = { pid: 100, sessionId: 'c1', status: 'busy', updatedAt: noon + 5000 };

function writeFile(home: string): void {
  mkdirSync(join(home, 'sessions'), { recursive: true });
  writeFileSync(join(home, 'sessions', '100.json'), JSON.stringify(file));
}

it('the file of Claude Code is read where its events say that it keeps its files', () => {
  const [world, memory] = [memoryWorld(), emptyMemory()];
  const home = join(world.project, 'elsewhere');
  writeFile(home);
  const look = { session: aSession('feed0001'), pane, now: noon };
  expect(sessionFileOf(world, memory, look)).toBeUndefined();
  const data = { transcript_path: `${home}/projects/-game/c1.jsonl` };
  rememberHome(memory, 'feed0001', [{ name: 'Stop', at: noon, data }]);
  expect(sessionFileOf(world, memory, look)).toMatchObject({ sessionId: 'c1', updatedAt: noon });
});

it('there is none of another agent, nor of a program that has ended', () => {
  const [world, memory] = [memoryWorld(), emptyMemory()];
  writeFile(join(world.env['HOME'] ?? '', '.claude'));
  const session = aSession('feed0001');
  const codex = aSession('feed0001', { spec: { agent: 'codex' } });
  expect(sessionFileOf(world, memory, { session, pane, now: noon })).toBeDefined();
  expect(sessionFileOf(world, memory, { session: codex, pane, now: noon })).toBeUndefined();
  const dead = { ...pane, dead: true };
  expect(sessionFileOf(world, memory, { session, pane: dead, now: noon })).toBeUndefined();
});
