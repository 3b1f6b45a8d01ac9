import { expect, it } from 'vitest';
import { openView } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

const two = () =>
  openView([aSession('aaaaaaaa'), aSession('bbbbbbbb')], { list: { selectedId: 'aaaaaaaa' } });

it('keeps a session that is deleted elsewhere while a reply to it is written, and sends that nowhere', () => {
  const { press, setSessions, effects, state } = two();
  press(['space', 'h', 'i']);
  setSessions([aSession('bbbbbbbb')], []);
  press(['!']);
  expect(state()).toMatchObject({
    keys: { mode: 'peek' },
    list: { selectedId: 'aaaaaaaa' },
    line: { field: { text: '' } },
  });
  press(['return']);
  expect(state().notices.current?.text).toContain('is gone from the list');
  expect(effects).toEqual([]);
  press(['escape']);
  expect(state()).toMatchObject({
    keys: { mode: 'list' },
    list: { selectedId: 'bbbbbbbb' },
    sessions: { goneId: undefined },
  });
  expect(state().sessions.all.map(({ id }) => id)).toEqual(['bbbbbbbb']);
});

it('gives a new name to nobody else when its session is deleted elsewhere', () => {
  const { press, setSessions, effects, state } = two();
  press(['ctrl+r', 'x']);
  setSessions([aSession('bbbbbbbb')], []);
  press(['return']);
  expect(effects).toEqual([]);
  expect(state().notices.current?.text).toContain('is gone from the list');
  press(['escape']);
  expect(state()).toMatchObject({ keys: { mode: 'list' }, list: { selectedId: 'bbbbbbbb' } });
});

it('lets go of a deleted session for which nothing is written, and takes back one that is restored', () => {
  const { press, setSessions, state } = two();
  press(['space']);
  setSessions([aSession('bbbbbbbb')], []);
  expect(state()).toMatchObject({ keys: { mode: 'list' }, list: { selectedId: 'bbbbbbbb' } });
  press(['space', 'h']);
  setSessions([], []);
  expect(state()).toMatchObject({ keys: { mode: 'peek' }, sessions: { goneId: 'bbbbbbbb' } });
  setSessions([aSession('bbbbbbbb')], []);
  expect(state()).toMatchObject({ keys: { mode: 'peek' }, sessions: { goneId: undefined } });
});
