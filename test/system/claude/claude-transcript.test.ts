import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { conversationDirectory, lastWords } from '../../../src/system/claude/claude-transcript.ts';
import { scratchDirectory } from '../scratch.ts';

function transcript(lines: readonly unknown[], directory = '-work-my-app'): NodeJS.ProcessEnv {
  const home = scratchDirectory();
  mkdirSync(join(home, 'projects', directory), { recursive: true });
  const text = lines.map(line => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(join(home, 'projects', directory, 'c0ffee.jsonl'), text);
  return { CLAUDE_CONFIG_DIR: home };
}

const said = (...content: readonly object[]) => ({
  type: 'assistant',
  cwd: '/work/my.app',
  message: { content },
});
const text = (words: string) => ({ type: 'text', text: words });

test('the last words are the text of the last answer that has some', () => {
  const tool = { type: 'tool_use', input: { text: 'no' } };
  const env = transcript([
    said(text('first')),
    said(text('last,'), tool, text('really')),
    said(tool),
    '{"assistant"',
  ]);
  expect(lastWords(env, 'c0ffee', '/work/my.app')).toBe('last,\nreally');
});

test('the file is found also where its directory has another name', () => {
  expect(lastWords(transcript([said(text('hi'))], 'odd'), 'c0ffee', '/work/my.app')).toBe('hi');
});

test('of a long transcript only the end is read', () => {
  const env = transcript([said(text('too early')), 'x'.repeat(1024 * 1024)]);
  expect(lastWords(env, 'c0ffee', '/work/my.app')).toBe('');
});

test('a link, another shape and an id with a path give nothing', () => {
  const env = transcript([{ type: 'assistant', message: null }, said({ type: 'text', text: 7 })]);
  symlinkSync('/etc/passwd', join(env['CLAUDE_CONFIG_DIR'] ?? '', 'projects', '-work-my-app', 'bad.jsonl'));
  for (const id of ['c0ffee', 'bad', '../../x', '']) expect(lastWords(env, id, '/work/my.app')).toBe('');
});

test('the directory of a conversation is the one it began in', () => {
  expect(conversationDirectory(transcript([said(text('hi'))]), 'c0ffee')).toBe('/work/my.app');
  expect(conversationDirectory(transcript([{ type: 'summary' }]), 'c0ffee')).toBeUndefined();
});
