import { expect, test } from 'vitest';
import { nameFromPrompt, slugFrom } from '../../../src/core/session/names.ts';
import { cells } from '../../../src/core/text/safe-text.ts';

test.each([
  [
    'Please fix the flaky test in src/scheduler.ts. It fails on CI.',
    'fix the flaky test in src/scheduler.ts',
  ],
  ['Hey Claude, can you please add dark mode?', 'add dark mode'],
  ['I want you to refactor', 'refactor'],
  ['# Task\n\n- Add a dark mode', 'Add a dark mode'],
  ['\n\n```\ncode\n```', 'code'],
  ['1. first thing\n2. second', 'first thing'],
  ['Add a dark mode toggle to the settings page and test it', 'Add a dark mode toggle to the settings…'],
  ['/review 123', '/review 123'],
  ['fix v1.2.3 of the parser', 'fix v1.2.3 of the parser'],
  ['please', 'please'],
])('%j is called %j', (prompt, name) => expect(nameFromPrompt(prompt)).toBe(name));

test('a prompt that says nothing gives no name', () => {
  for (const prompt of ['', ' \n\t', '---\n🎉', '# Task', '\x1b[31m'])
    expect(nameFromPrompt(prompt)).toBe('');
});

test('a name is one harmless line of at most 40 cells', () => {
  const long = [
    'x'.repeat(500),
    '日本語のプロンプトをここに書いてとても長いものにするテストです',
    'word '.repeat(200000),
  ];
  for (const prompt of [...long, 'a\x1b]52;c;x\x07b\u202ec', `#(touch x); "it's"\n'two'`]) {
    const name = nameFromPrompt(prompt);
    expect(cells(name)).toBeLessThanOrEqual(40);
    expect(name).toMatch(/^[^\x00-\x1f\u202e]+$/);
  }
});

test.each([
  ['Fix the tests', undefined, 'fix-the-tests'],
  ['Straße, Łódź & Ærø: café', undefined, 'strasse-lodz-aero-cafe'],
  ['İstanbul don’t', undefined, 'istanbul-dont'],
  ['auth module', 'Code Reviewer', 'code-reviewer-auth-module'],
  ['api-fix', 'api', 'api-fix'],
  ['日本語', 'qa', 'qa'],
  ['日本語', undefined, 'session'],
  ['', undefined, 'session'],
  ['#(touch x)', undefined, 'touch-x'],
  ['a;b"c\'d\ne🎉f', undefined, 'a-b-cd-e-f'],
  ['--help', undefined, 'help'],
])('%j with the role %j is %j for tmux', (name, role, slug) => expect(slugFrom(name, role)).toBe(slug));

test('a slug is never longer than 40, nor anything but small letters, digits and hyphens', () => {
  const names = [
    'x'.repeat(90),
    'word '.repeat(20),
    '-'.repeat(90),
    '\u0301\ud800',
    `${'a'.repeat(40)}-b`,
    'ﬁ ㎏ ①',
  ];
  for (const name of names) {
    for (const role of [undefined, '', 'r'.repeat(60), '#{x}']) {
      expect(slugFrom(name, role)).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/);
    }
  }
});
