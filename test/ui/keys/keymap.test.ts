import { describe, expect, it } from 'vitest';
import { commandList, ownKeymap } from '../../../src/ui/commands/index.ts';
import { isBindable } from '../../../src/ui/keys/binding.ts';
import { clashesIn, keymapOf } from '../../../src/ui/keys/keymap.ts';

const keymap = (given: Record<string, unknown>) => keymapOf(commandList, given);
const told = (given: Record<string, unknown>) =>
  keymap(given).problems.map(({ command, what }) => `"keys.${command}" ${what}.`);

describe('the keys of the program', () => {
  it('leave no doubt which of two commands has a key', () => {
    const clashes = clashesIn(commandList, ownKeymap).map(
      ({ mode, key, of: [one, other] }) => `${key} (${mode}): ${one.name}, ${other.name}`,
    );
    expect(clashes).toEqual([]);
  });

  it('have a name for each command, once', () => {
    const names = commandList.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('go with the commands that a command says it follows', () => {
    for (const { name, keys, follows = [] } of commandList) {
      if (follows.length === 0) continue;
      for (const [mode, own] of Object.entries(keys)) {
        const theirs = follows.flatMap(each => ownKeymap[each]?.[mode as 'list'] ?? []);
        expect([name, [...own].sort()]).toEqual([name, theirs.sort()]);
      }
    }
  });
});

describe('keys that a person has changed', () => {
  it('count in every mode of the command, one or several', () => {
    const { keymap: now, problems } = keymap({ pin: 'Ctrl+N', stop: ['ctrl+q', 'alt+x'] });
    expect(problems).toEqual([]);
    expect(now['pin']).toEqual({ list: ['ctrl+n'], peek: ['ctrl+n'] });
    expect(now['stop']).toEqual({ list: ['ctrl+q', 'alt+x'], peek: ['ctrl+q', 'alt+x'] });
  });

  it('take the special cases of a command with them', () => {
    const { keymap: now } = keymap({ stop: 'ctrl+q', peek: 'ctrl+p', 'previous row': 'ctrl+l' });
    expect(now['one press too many']).toEqual({ list: ['ctrl+q'], peek: ['ctrl+q'] });
    expect(now['peek at group']).toEqual({ list: ['ctrl+p'] });
    expect(now['earlier prompt']).toEqual({ list: ['ctrl+l'] });
  });

  it('may be given back as they are, with one more', () => {
    for (const { name, keys } of commandList.filter(isBindable)) {
      const own = [...new Set(Object.values(keys).flat())];
      const isOneForAll = Object.values(keys).every(each => each.length === own.length);
      if (isOneForAll) expect([name, keymap({ [name]: own }).problems]).toEqual([name, []]);
    }
  });

  it('may be none, or change places', () => {
    expect(keymap({ report: [] }).keymap['report']).toEqual({ list: [], peek: [] });
    const { keymap: now, problems } = keymap({ pin: 'ctrl+r', rename: 'ctrl+t' });
    expect(problems).toEqual([]);
    expect([now['pin']?.list, now['rename']?.list]).toEqual([['ctrl+r'], ['ctrl+t']]);
  });

  it.each([
    [{ pinn: 'ctrl+n' }, '"keys.pinn" is no command. Did you mean "pin"?.'],
    [{ pin: 'ctrl+ß' }, '"keys.pin" cannot be "ctrl+ß": that is told by few terminals; take a letter.'],
    [{ pin: 'hyper+x' }, '"keys.pin" cannot be "hyper+x": that is no key; write it like "ctrl+k"'],
    [{ pin: 'ctrl+i' }, '"keys.pin" cannot be "ctrl+i": that is the same as Tab to a terminal'],
    [
      { pin: 'ctrl+shift+k' },
      '"keys.pin" cannot be "ctrl+shift+k": that is the same as Ctrl+K to many terminals',
    ],
    [{ pin: 'x' }, '"keys.pin" cannot be "x": that is needed to write; put Ctrl or Alt before it.'],
    [{ pin: 'space' }, '"keys.pin" cannot be "space": that is needed to write'],
    [{ pin: 'enter' }, '"keys.pin" cannot be "enter": that stays with what it does now'],
    [{ pin: 3 }, '"keys.pin" must be a key or a list of keys'],
    [{ back: 'ctrl+q' }, '"keys.back" must keep Esc: name it, too.'],
    [{ send: [] }, '"keys.send" must keep Enter: name it, too.'],
    [{ backspace: [] }, '"keys.backspace" must keep Backspace: name it, too.'],
    [{ 'clear or leave': 'ctrl+q' }, '"keys.clear or leave" must keep Ctrl+C: name it, too.'],
    [{ choose: 'alt+1' }, '"keys.choose" cannot be changed'],
    [{ 'keep filter': 'alt+k' }, '"keys.keep filter" goes with "dispatch": change that instead.'],
    [{ pin: 'ctrl+x' }, '"keys.pin" cannot be Ctrl+X, which is "stop" in the list: give that another key'],
    [{ pin: 'ctrl+a' }, '"keys.pin" cannot be Ctrl+A, which is "line start" in the list'],
    [{ pin: 'ctrl+n', rename: 'ctrl+n' }, '"keys.rename" cannot be Ctrl+N, which is "pin" in the list'],
  ])('are refused in a sentence where they cannot be: %j', (given, sentence) => {
    const [first, ...others] = told(given);
    expect(others).toEqual([]);
    expect(first).toContain(sentence);
  });

  it('count where others are refused', () => {
    const { keymap: now, problems } = keymap({ pin: 'ctrl+x', rename: 'ctrl+n', nonsense: 'ctrl+l' });
    expect(problems.map(({ command }) => command).sort()).toEqual(['nonsense', 'pin']);
    expect(now['pin']).toEqual(ownKeymap['pin']);
    expect(now['rename']).toEqual({ list: ['ctrl+n'], peek: ['ctrl+n'] });
  });

  it('give a key back that was taken by a command whose entry does not count', () => {
    const { keymap: now, problems } = keymap({ rename: 'ctrl+t', pin: 'ctrl+x' });
    expect(problems.map(({ command }) => command).sort()).toEqual(['pin', 'rename']);
    expect([now['pin'], now['rename']]).toEqual([ownKeymap['pin'], ownKeymap['rename']]);
  });
});
