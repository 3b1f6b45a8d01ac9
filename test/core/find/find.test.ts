import { expect, it } from 'vitest';
import { findByWord } from '../../../src/core/find/find.ts';
import { aSession } from '../../helpers/sessions.ts';

it('names the sessions that a word could mean, without what a name would do to a terminal', () => {
  const name = 'red\u001b]2;title\u0007';
  const sessions = ['aaaaaaaa', 'bbbbbbbb'].map(id => aSession(id, { userState: { name } }));
  const found = findByWord(sessions, name);
  expect('problem' in found && found.problem.message).toBe(
    '"red" could be 2 sessions: aaaaaaaa (red), bbbbbbbb (red). Use an id.',
  );
});

it('names the session that was probably meant', () => {
  const sessions = ['fix-login', 'write-docs'].map((slug, index) =>
    aSession(`${index}`.repeat(8), { spec: { slug } }),
  );
  const problem = (word: string) => {
    const found = findByWord(sessions, word);
    return 'problem' in found ? found.problem.message : '';
  };
  expect(problem('fox-login')).toBe(
    'No session "fox-login". Did you mean "fix-login"? "agents list" shows every id and name.',
  );
  expect(problem('write-dcos')).toContain('Did you mean "write-docs"?');
  expect(problem('deadbeef')).toBe('No session "deadbeef". "agents list" shows every id and name.');
});

const named = (id: string, name: string) =>
  aSession(id, { spec: { name, slug: name.toLowerCase().replaceAll(' ', '-') } });
const some = [
  named('aaaaaaaa', 'login'),
  named('bbbbbbbb', 'login rework'),
  named('cccccccc', 'Fix the docs'),
  named('dec00000', 'cart'),
  named('11111111', 'decide'),
];

it.each([
  ['login', 'aaaaaaaa'],
  ['Login', 'aaaaaaaa'],
  ['login r', 'bbbbbbbb'],
  ['login-r', 'bbbbbbbb'],
  ['fix', 'cccccccc'],
  ['Fix the', 'cccccccc'],
  ['ca', 'dec00000'],
  ['cc', 'cccccccc'],
  ['dec0', 'dec00000'],
  ['deci', '11111111'],
  ['dec', undefined],
  ['log', undefined],
  ['ogin', undefined],
  ['', undefined],
  [' ', undefined],
])('finds by a beginning that only one has: %s', (word, id) => {
  const found = findByWord(some, word);
  expect('session' in found ? found.session.id : undefined).toBe(id);
});

it('names those that a beginning could mean', () => {
  const found = findByWord(some, 'log');
  expect('problem' in found && found.problem.message).toBe(
    '"log" could be 2 sessions: aaaaaaaa (login), bbbbbbbb (login rework). Write more of it, or an id.',
  );
});
