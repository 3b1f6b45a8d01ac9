import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { keysInForce } from '../../../src/app/settings/keys-in-force.ts';
import { readProjectLayer, readSettings } from '../../../src/system/settings/read-settings.ts';
import { ownKeymap } from '../../../src/ui/commands/index.ts';
import { scratchDirectory, scratchPaths } from '../../system/scratch.ts';

function reading(text: string) {
  const paths = scratchPaths();
  mkdirSync(dirname(paths.settings), { recursive: true });
  writeFileSync(paths.settings, text);
  return { ...readSettings(paths), file: paths.settings };
}

it('has the program’s own keys where the settings say nothing', () => {
  expect(keysInForce(reading('{"agent": "codex"}'))).toEqual({ keymap: ownKeymap, problems: [] });
});

it('names what is wrong with a key by its file and line, and lets the rest count', () => {
  const text = '{\n  "keys": {\n    "pin": "ctrl+n",\n    "next row": "ctrl+x"\n  },\n  "agent": "codex"\n}';
  const read = reading(text);
  const { keymap, problems } = keysInForce(read);
  expect(read.problems).toEqual([]);
  expect(read.settings.agent).toBe('codex');
  expect(keymap['pin']?.list).toEqual(['ctrl+n']);
  expect(problems).toEqual([
    `${read.file}, line 4: "keys.next row" cannot be Ctrl+X, which is "stop" in the list: give that another key, or ` +
      'take another here. It does not count.',
  ]);
});

it.each(['[]', '"ctrl+n"', '3'])('says what must stand at keys where %s does', value => {
  const read = reading(`{"keys": ${value}}`);
  expect(read.problems).toEqual([
    `${read.file}, line 1: "keys" must be keys by command, for example {"pin": "ctrl+n"}. It does not count.`,
  ]);
  expect(keysInForce(read).keymap).toBe(ownKeymap);
});

it('takes no keys from a project', () => {
  const directory = scratchDirectory();
  mkdirSync(join(directory, '.agents'));
  writeFileSync(join(directory, '.agents/settings.json'), '{"keys": {"pin": "ctrl+n"}}');
  const { layer, problems } = readProjectLayer(directory);
  expect(layer).toBeUndefined();
  expect(problems[0]).toContain('a project may not set "keys". Put it into your own settings.');
});
