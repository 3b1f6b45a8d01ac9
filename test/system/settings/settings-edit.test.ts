import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { setSetting, unsetSetting } from '../../../src/system/settings/settings-edit.ts';
import { scratchPaths } from '../scratch.ts';

test('a value is set and taken out again without touching the rest of the file', () => {
  const paths = scratchPaths();
  const [link, file] = [paths.settings, `${paths.home}/real.json`];
  mkdirSync(dirname(link), { recursive: true });
  mkdirSync(paths.home, { recursive: true });
  const text = '{\n    "agent": "codex",\n\n    "tmux": { "server":  "default" }\n}\n';
  writeFileSync(file, text);
  symlinkSync(file, link);
  setSetting(link, 'theme', 'dark');
  setSetting(link, 'tmux.server', 'agents');
  const changed = text.replace('"default" }\n', '"agents" },\n    "theme": "dark"\n');
  expect(readFileSync(file, 'utf8')).toBe(changed);
  expect([unsetSetting(link, 'theme'), unsetSetting(link, 'agent'), unsetSetting(link, 'agent')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(readFileSync(file, 'utf8')).toBe('{\n    "tmux": { "server":  "agents" }\n}\n');
  setSetting(`${paths.home}/new/settings.json`, 'adopt', false);
  expect(readFileSync(`${paths.home}/new/settings.json`, 'utf8')).toBe('{\n  "adopt": false\n}\n');
});

/** A file with this text, and what it holds after a change. */
function changed(text: string, change: (file: string) => unknown): string {
  const { settings: file } = scratchPaths();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  change(file);
  return readFileSync(file, 'utf8');
}

test.each([
  ['{\n  "adopt": false // mine\n}\n', '{\n  "adopt": false, // mine\n  "theme": "dark"\n}\n'],
  ['{\n  "adopt": false, /* a */\n}\n', '{\n  "adopt": false, /* a */\n  "theme": "dark",\n}\n'],
  ['{ "adopt": false, }', '{ "adopt": false, "theme": "dark", }'],
  ['{ "adopt": false // mine\n}', '{ "adopt": false, // mine\n  "theme": "dark"\n}'],
  ['{\n  // nothing\n}\n', '{\n  // nothing\n  "theme": "dark"\n}\n'],
  ['// nothing\n', '// nothing\n{\n  "theme": "dark"\n}\n'],
  [
    '{\n  // "theme": "no"\n  "theme": /* a */ "light" // b\n}',
    '{\n  // "theme": "no"\n  "theme": /* a */ "dark" // b\n}',
  ],
  ['\uFEFF{\r\n  "adopt": false\r\n}\r\n', '\uFEFF{\r\n  "adopt": false,\r\n  "theme": "dark"\r\n}\r\n'],
])('a value is set and every comment stays: %j', (text, expected) => {
  expect(changed(text, file => setSetting(file, 'theme', 'dark'))).toBe(expected);
});

test.each([
  [
    '{\n  // a\n  "theme": "dark", // b\n  // c\n  "adopt": false\n}',
    '{\n  // a\n  // b\n  // c\n  "adopt": false\n}',
  ],
  ['{\n  "adopt": false, // a\n  // b\n  "theme": "dark"\n}', '{\n  "adopt": false // a\n  // b\n}'],
  ['{\n  "adopt": false, // a\n  "theme": "dark",\n}', '{\n  "adopt": false, // a\n}'],
  ['{\n  "adopt": false, // a\n  "theme": "dark" }', '{\n  "adopt": false // a\n   }'],
  ['{ "adopt": false, "theme": "dark" }', '{ "adopt": false }'],
  ['{ "theme": "dark" /* a */ }', '{ /* a */ }'],
  ['{\n  "theme": "dark" // a\n}', '{ // a\n}'],
])('a value is taken out and every comment stays: %j', (text, expected) => {
  expect(changed(text, file => unsetSetting(file, 'theme'))).toBe(expected);
});

test('a file with a mistake is left alone, and the place of the mistake is told', () => {
  const text = '{\n  "adopt": false /* mine\n}\n';
  const set = (file: string) => {
    const place = `${file}, line 2, column 18: this is not valid JSON: the comment does not end`;
    expect(() => setSetting(file, 'theme', 'dark')).toThrow(place);
  };
  expect(changed(text, set)).toBe(text);
  expect(() => changed('[]', file => setSetting(file, 'theme', 'dark'))).toThrow('between { and }');
});
