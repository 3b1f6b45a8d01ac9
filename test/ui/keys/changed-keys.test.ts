import { expect, it } from 'vitest';
import { commandList } from '../../../src/ui/commands/index.ts';
import { keymapOf } from '../../../src/ui/keys/keymap.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

const asks = { status: { state: 'needs-input' as const } };

function open(keys: Record<string, unknown>) {
  const sessions = [aSession('aaaaaaaa'), aSession('bbbbbbbb', asks)];
  const { keymap, problems } = keymapOf(commandList, keys);
  expect(problems).toEqual([]);
  return openView(sessions, {
    list: { selectedId: 'aaaaaaaa' },
    keys: { keymap },
    screen: { columns: 160, rows: 50 },
  });
}

it('a key that was given does what its command does, and the old one nothing', () => {
  const { press, effects } = open({ pin: 'ctrl+n' });
  press(['ctrl+t']);
  expect(effects).toEqual([]);
  press(['ctrl+n']);
  expect(effects).toEqual([{ type: 'mark', id: 'aaaaaaaa', userState: { pinned: true } }]);
});

it('hints, notices and the list of keys name the key that was given', () => {
  const { press, text, state } = open({ stop: 'ctrl+q', undo: 'alt+z', 'next that asks': 'ctrl+l' });
  expect(text()).toMatch(/ctrl\+q stops · ctrl\+l next that asks/);
  press(['ctrl+q']);
  expect(state().notices.current?.text).toBe(
    'Ctrl+Q again stops it, Esc lets it go on: name of aaaaaaaa is working.',
  );
  press(['escape', '?']);
  expect(text()).toMatch(/Ctrl\+Q +Stop \(asks when working\); again: delete; Alt\+Z undoes it/);
  expect(text()).not.toMatch(/Ctrl\+[XZ] +Stop/);
});

it('the press too many goes with the key that stops', () => {
  const { press, effects } = open({ stop: 'ctrl+q' });
  press(['down', 'ctrl+q', 'ctrl+q', 'ctrl+q', 'ctrl+q']);
  expect(effects.filter(({ type }) => type === 'remove')).toHaveLength(1);
});

it('a command without a key has no hint', () => {
  const { text } = open({ pin: [], rename: [] });
  expect(text()).toContain('? for keys');
  expect(text()).not.toMatch(/pins|renames/);
});

it('the peek opens and closes with keys of their own', () => {
  const { press, state, text } = open({ peek: 'ctrl+p', 'close peek': 'ctrl+p' });
  press(['ctrl+p']);
  expect(state().keys.mode).toBe('peek');
  expect(text()).toContain('ctrl+p closes');
  press(['ctrl+p']);
  expect(state().keys.mode).toBe('list');
  press([' ']);
  expect(state().line.field.text).toBe(' ');
});
