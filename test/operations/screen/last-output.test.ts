import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { earlierWords, lastOutput, lastWordsKept } from '../../../src/operations/screen/last-output.ts';
import { keepSeenScreen } from '../../../src/system/store/history/last-screen.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

/** What Claude Code has written down of a conversation. */
function writeTranscript({ env }: MemoryWorld, id: string | undefined, ...texts: readonly string[]): void {
  const directory = join(env['HOME'] ?? '', '.claude', 'projects', '-game');
  mkdirSync(directory, { recursive: true });
  const entry = (text: string) => ({ type: 'assistant', message: { content: [{ type: 'text', text }] } });
  writeFileSync(
    join(directory, `${id}.jsonl`),
    texts.map(text => `${JSON.stringify(entry(text))}\n`).join(''),
  );
}

it('the last words of a session without a screen are those of its conversation', async () => {
  const world = memoryWorld();
  const session = await runningSession(world);
  expect(lastOutput(world, session)).toEqual([]);
  writeTranscript(world, session.spec.sessionId, 'I begin.', 'Done.\nAll tests pass.');
  expect(lastOutput(world, session)).toEqual(['Done.', 'All tests pass.']);
  expect(earlierWords(world, session, 50).join('\n')).toMatch(/I begin\.[\s\S]*All tests pass\./);
  expect(earlierWords(world, session, 1)).toHaveLength(1);
});

it('where none was written down it is its prompt, what was seen of it, and how it stands', async () => {
  const world = memoryWorld();
  const spec = { agent: 'codex', firstLine: 'fix it' };
  const session = await runningSession(world, { spec, status: { summary: 'exit code 1' } });
  keepSeenScreen(world.paths, session.id, ['I look at it.']);
  expect(lastWordsKept(world, session, 50)).toEqual(['❯ fix it', '', 'I look at it.', '', 'exit code 1']);
  expect(lastWordsKept(world, session, 1)).toEqual(['exit code 1']);
});

it('of a shell job the command is no prompt', async () => {
  const world = memoryWorld();
  const spec = { kind: 'exec', agent: 'shell', firstLine: 'make' } as const;
  const session = await runningSession(world, { spec, status: { summary: 'exit code 2' } });
  expect(lastWordsKept(world, session, 50)).toEqual(['exit code 2']);
});
