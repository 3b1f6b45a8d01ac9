import { expect, it } from 'vitest';
import { unreadableSession } from '../../../src/core/session/unreadable.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const problem = '/state/jobs/bad00001/spec.json: it is a directory. Move it away.';
const bad = unreadableSession({ id: 'bad00001', name: 'login', problem, since: noon - 60_000 });

function open() {
  const view = openView([aSession('aaaaaaaa'), bad], { list: { selectedId: 'bad00001' } });
  return { ...view, said: () => view.state().notices.current?.text };
}

it('shows the row among those that have ended, with what is wrong', () => {
  expect(open().text()).toMatch(/Completed 1\n❯ \S login +failed: its record cannot be read: \/state\/jobs/);
});

it('groups it apart where its directory is not known', () => {
  const { press, text } = open();
  press(['ctrl+s']);
  expect(text()).toMatch(/Directory not known 1\n❯ \S login/);
});

it('says in the peek, at once, what is wrong and what can be done', () => {
  const { press, text } = open();
  press(['space']);
  for (const words of [problem, 'agents stop bad00001', 'agents rm bad00001'])
    expect(text()).toContain(words);
});

it('asks first, then ends what runs of it, then takes it away', () => {
  const { press, effects, said, state, setTime } = open();
  press(['ctrl+x']);
  expect(effects).toEqual([]);
  expect(said()).toBe('Ctrl+X again ends what runs of login, if anything does.');
  press(['ctrl+x']);
  expect(effects).toEqual([{ type: 'stop', id: 'bad00001' }]);
  press(['ctrl+x']);
  expect(effects.at(-1)).toEqual({ type: 'remove', id: 'bad00001' });
  // It cannot come back as a session.
  expect(state().removal.deleted).toEqual([]);
  setTime(noon + 1000);
  expect(said()).toBe('Took login away.');
});

it.each(['return', 'right', 'ctrl+t', 'ctrl+r', 'shift+up', 'alt+w', 'ctrl+d'])('refuses %s', key => {
  const { press, effects, said } = open();
  press([key]);
  expect(effects).toEqual([]);
  expect(said()).toBe('Its record cannot be read: Space shows why, Ctrl+X ends it and takes it away.');
});

it('refuses a reply, a second click and its number', () => {
  const { press, effects, said } = open();
  press(['space', 'h', 'i', 'return']);
  expect(said()).toMatch(/^Its record cannot be read/);
  press(['alt+return', 'tab', 'alt+1']);
  expect(effects).toEqual([]);
});

it('writes nothing for it when its group is ordered, and keeps it when that is cleared', () => {
  const ended = aSession('bbbbbbbb', { status: { state: 'completed', process: 'exited' } });
  const other = aSession('cccccccc', { status: { state: 'completed', process: 'exited' } });
  const { press, effects } = openView([ended, other, bad], { list: { selectedId: 'bbbbbbbb' } });
  press(['shift+down']);
  expect(effects.map(effect => 'id' in effect && effect.id).sort()).toEqual(['bbbbbbbb', 'cccccccc']);
  press(['alt+up', 'ctrl+x', 'ctrl+x']);
  expect(effects.at(-1)).toEqual({ type: 'clear', ids: expect.not.arrayContaining(['bad00001']) });
});
