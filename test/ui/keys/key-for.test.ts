import { describe, expect, it } from 'vitest';
import { commandList } from '../../../src/ui/commands/index.ts';
import { hint, withKeys } from '../../../src/ui/keys/key-for.ts';
import { keyText } from '../../../src/ui/keys/key-text.ts';
import { keymapOf } from '../../../src/ui/keys/keymap.ts';
import { readSources } from '../../helpers/sources.ts';

const keys = (given: Record<string, unknown> = {}) => ({
  keymap: keymapOf(commandList, given).keymap,
  mode: 'list' as const,
});

describe('a sentence that names keys', () => {
  it.each([
    ['{undo} brings it back.', 'Ctrl+Z brings it back.'],
    ['{page up, page down} scroll', 'PgUp / PgDn scroll'],
    ['{previous group, next group}', 'Alt+↑ / ↓'],
    ['{scroll half up}', 'Ctrl+U'],
    ['[half with {scroll half down}]', ''],
    ['Cleared.[ {restore} brings it back.]', 'Cleared. Ctrl+Y brings it back.'],
  ])('%s', (text, filled) => {
    expect(withKeys(keys(), text)).toBe(filled);
  });

  it('has the keys that a person has chosen, and leaves out what no key does', () => {
    expect(withKeys(keys({ undo: 'alt+z' }), '[{undo} undoes it]')).toBe('Alt+Z undoes it');
    expect(withKeys(keys({ undo: [] }), 'Deleted.[ {undo} undoes it]')).toBe('Deleted.');
  });

  it('prefers the keys of the mode', () => {
    expect(withKeys({ ...keys(), mode: 'help' }, '{back}')).toBe('Esc');
    expect(withKeys({ ...keys(), mode: 'peek' }, '{peek}')).toBe('Space');
  });
});

it.each([
  [['stop'], 'ctrl+x'],
  [['previous group', 'next group'], 'alt+↑↓'],
  [['scroll up', 'scroll down'], 'pgup/pgdn'],
  [['help'], '?'],
])('a hint for %j begins with %s', (commands, shown) => {
  expect(hint(keys(), commands, 'does it')).toEqual([`${shown} does it`]);
});

it('a hint goes where no key does it', () => {
  expect(hint(keys({ pin: [] }), 'pin', 'pins')).toEqual([]);
});

it.each([
  ['alt+A', 'Alt+Shift+A'],
  ['alt+a', 'Alt+A'],
  ['ctrl+left', 'Ctrl+←'],
  ['q', 'q'],
])('%s is shown as %s', (key, shown) => {
  expect(keyText(key)).toBe(shown);
});

const sources = readSources('src/ui').filter(({ file }) => !/^src\/ui\/(keys|ink)\//.test(file));

it('no sentence of the view names a key that can be changed, but by its command', () => {
  const prose = /^(?!\s*(?:\/\/|\*|\/\*)).*['`][^'`]*\b(?:(?:Ctrl|Alt|Shift)\+\w|Space|Tab|PgUp|PgDn)\b/m;
  // What comes back from an attached session is a key of tmux.
  const found = sources.flatMap(({ file, text }) =>
    text
      .split('\n')
      .filter(line => prose.test(line) && !line.includes('Ctrl+Z, or ← on an empty prompt'))
      .map(line => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual(["src/ui/commands/row/attach.ts: shownKeys: 'Alt+1..9',"]);
});

it('every command that a sentence or hint names is there', () => {
  const names = new Set(commandList.map(({ name }) => name));
  const named = sources.flatMap(({ file, text }) =>
    [
      ...[...text.matchAll(/(?<!\$)\{([a-z][a-z ]+(?:, [a-z ]+)*)\}/g)].map(([, commands = '']) => commands),
      ...[...text.matchAll(/\b(?:hint|keyOf)\((?:state\.)?keys, '([^']+)'/g)].map(
        ([, command = '']) => command,
      ),
      ...[...text.matchAll(/\bhint\((?:state\.)?keys, \['([^\]]+)'\]/g)].map(([, list = '']) =>
        list.replaceAll("', '", ', '),
      ),
    ].flatMap(commands => commands.split(', ').map(command => ({ file, command }))),
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(({ command }) => !names.has(command))).toEqual([]);
});
