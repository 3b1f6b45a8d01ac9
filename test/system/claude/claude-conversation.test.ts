import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { conversationLines } from '../../../src/system/claude/claude-conversation.ts';
import { withEarlier } from '../../../src/ui/peek/output/peek-output.ts';
import { scratchDirectory } from '../scratch.ts';

const id = '82d6da60-2edb-48a7-81d0-92e834eda4a6';

/** Lines in the form of Claude Code 2.1.328. */
function record(...entries: readonly object[]) {
  const home = scratchDirectory();
  const directory = join(home, 'projects', '-home-me-game');
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, `${id}.jsonl`), entries.map(entry => `${JSON.stringify(entry)}\n`).join(''));
  return conversationLines({ CLAUDE_CONFIG_DIR: home }, id, '/home/me/game');
}

const user = (content: unknown, more = {}) => ({ type: 'user', ...more, message: { role: 'user', content } });
const assistant = (...content: readonly object[]) => ({
  type: 'assistant',
  message: { role: 'assistant', content },
});
const text = (words: string) => ({ type: 'text', text: words });

test('a conversation is read back with its own userState, and without what the program tells the model', () => {
  const lines = record(
    { type: 'mode', mode: 'manual' },
    user('Add a double jump\nand test it'),
    user('<system-reminder>no one said this</system-reminder>'),
    user('not for people', { isMeta: true }),
    assistant(text('I will look first.'), {
      type: 'tool_use',
      name: 'Bash',
      input: { command: 'ls src\nls test' },
    }),
    user([{ type: 'tool_result', content: 'physics.ts' }]),
    user('<bash-input>git status</bash-input>'),
    assistant(text('Done.')),
  );
  expect(lines.filter(line => line !== '')).toEqual([
    '❯ Add a double jump',
    '  and test it',
    '● I will look first.',
    '● Bash(ls src)',
    '! git status',
    '● Done.',
  ]);
});

test('a transcript that is missing or damaged has no lines', () => {
  expect(conversationLines({ CLAUDE_CONFIG_DIR: scratchDirectory() }, id, '/home/me/game')).toEqual([]);
  expect(record({ type: 'user' }, { type: 'assistant', message: 7 }, user(null))).toEqual([]);
});

test('it meets the screen at the first thing that stands on both', () => {
  const screen = ['  end of an answer', '', '❯\u00a0second prompt', '', '● second answer'];
  const conversation = ['❯ first prompt', '● first answer', '❯ second prompt', '● second answer'];
  expect(withEarlier(conversation, screen, 60).held).toEqual([
    '❯ first prompt',
    '● first answer',
    '❯\u00a0second prompt',
    '',
    '● second answer',
  ]);
  expect(withEarlier(['❯ another conversation'], screen, 60)).toEqual({ held: screen, added: 0 });
});
