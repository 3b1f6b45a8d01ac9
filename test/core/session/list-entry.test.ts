import { expect, it } from 'vitest';
import { listEntry } from '../../../src/core/session/list-entry.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { aSession } from '../../helpers/sessions.ts';

/** What JSON says of where a session is. */
function where(session: Session): string {
  const { backend, tmux, memory } = JSON.parse(JSON.stringify(listEntry(session)));
  return JSON.stringify({ backend, tmux, memory });
}

it('a session in tmux is listed with its pane', () => {
  expect(where(aSession('aaaaaaaa'))).toBe(
    '{"backend":"tmux","tmux":{"socket":"test","session":"$1","pane":"%1"}}',
  );
});

it('one that has no terminal yet is listed with the backend where it will start', () => {
  const { place: _none, ...status } = aSession('aaaaaaaa').status;
  expect(where({ ...aSession('aaaaaaaa'), status })).toBe('{"backend":"tmux"}');
  expect(where({ ...aSession('aaaaaaaa', { spec: { kind: 'adopted' } }), status })).toBe('{}');
});

it('one in another backend is listed under its name', () => {
  const place = { backend: 'memory', key: '7' };
  expect(where(aSession('aaaaaaaa', { status: { place } }))).toBe(
    '{"backend":"memory","memory":{"key":"7"}}',
  );
});
