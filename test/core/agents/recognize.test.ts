import { expect, test } from 'vitest';
import { recognizeAgent } from '../../../src/core/agents/recognize.ts';

test.each([
  ['its program', ['claude']],
  ['its program with a path and words', ['/home/me/.local/bin/claude', '--resume', 'x']],
  ['a login shell way to start it', ['-claude']],
  ['a title that it gave itself', ['claude --resume x']],
  ['a script of Node', ['node', '/usr/local/bin/claude', 'fix it']],
  [
    'a script with an ending and options of Node',
    ['/usr/bin/node', '--max-old-space-size=1', '/opt/claude.mjs'],
  ],
])('an agent is recognized by %s', (_how, words) => {
  expect(recognizeAgent(words)?.name).toBe('claude');
});

test.each([
  [['bash', '-c', 'claude']],
  [['vim', 'claude']],
  [['node', '/srv/server.js', 'claude']],
  [['node', '-e', '1']],
  [['node']],
  [['claude-helper']],
  [['tail', '-f', '/tmp/claude']],
  [['sh']],
  [['']],
  [[]],
])('%j is no agent', words => {
  expect(recognizeAgent(words)).toBeUndefined();
});

test('a verb of the program and a printed answer are no conversation', () => {
  for (const words of [['agents'], ['mcp', 'serve'], ['-p', 'hi'], ['--model', 'x', '--print']]) {
    expect(recognizeAgent(['claude', ...words])).toBeUndefined();
    expect(recognizeAgent(['node', '/usr/bin/claude', ...words])).toBeUndefined();
  }
});
