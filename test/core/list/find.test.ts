import { expect, it } from 'vitest';
import { findByWord } from '../../../src/core/list/find.ts';
import { aSession } from '../../helpers/sessions.ts';

it('names the sessions that a word could mean, without what a name would do to a terminal', () => {
  const name = 'red\u001b]2;title\u0007';
  const sessions = ['aaaaaaaa', 'bbbbbbbb'].map(id => aSession(id, { marks: { name } }));
  const found = findByWord(sessions, name);
  expect('problem' in found && found.problem).toBe(
    '"red" could be 2 sessions: aaaaaaaa (red), bbbbbbbb (red). Use an id.',
  );
});

it('names the session that was probably meant', () => {
  const sessions = ['fix-login', 'write-docs'].map((slug, index) =>
    aSession(`${index}`.repeat(8), { spec: { slug } }),
  );
  const problem = (word: string) => {
    const found = findByWord(sessions, word);
    return 'problem' in found ? found.problem : '';
  };
  expect(problem('Fix')).toBe(
    'No session "Fix". Did you mean "fix-login"? "agents list" shows every id and name.',
  );
  expect(problem('write-dcos')).toContain('Did you mean "write-docs"?');
  expect(problem('deadbeef')).toBe('No session "deadbeef". "agents list" shows every id and name.');
});
