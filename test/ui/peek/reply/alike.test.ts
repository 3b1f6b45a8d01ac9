import { expect, test } from 'vitest';
import type { Question } from '../../../../src/core/question/question.ts';
import type { Memory, Session } from '../../../../src/core/session/session.ts';
import { alikeSessions } from '../../../../src/ui/peek/reply/alike.ts';
import { aSession } from '../../../helpers/sessions.ts';

const command: Question = {
  kind: 'permission',
  header: 'Bash command',
  text: 'Do you want to proceed?',
  body: 'npm test\nRun the tests',
  options: [{ label: 'Yes' }, { label: 'No' }],
};

function asking(
  id: string,
  question: Partial<Question> = {},
  given: { cwd?: string; told?: string } = {},
): Session {
  const told: Question = {
    kind: 'permission',
    text: '',
    header: 'Bash',
    body: given.told ?? '',
    options: [],
  };
  const memory: Memory = given.told
    ? { lastEvent: { name: 'PermissionRequest', at: 0, says: 'needs-input', question: told } }
    : {};
  const status = { state: 'needs-input' as const, question: { ...command, ...question }, memory };
  return aSession(id, { status, spec: { cwd: given.cwd ?? '/home/me/game' } });
}

const alike = (...sessions: readonly [Session, ...Session[]]) =>
  alikeSessions(sessions, sessions[0]).map(({ id }) => id);

test('the same command, asked in directories of their own, is the same question', () => {
  const label = (cwd: string) => ({ options: [{ label: 'Yes' }, { label: `Yes, always in ${cwd}` }] });
  const one = asking('aaaaaaaa', label('/w/one'), { cwd: '/w/one' });
  const two = asking('bbbbbbbb', label('/w/two'), { cwd: '/w/two' });
  expect(alike(one, two)).toEqual(['aaaaaaaa', 'bbbbbbbb']);
});

test('what a model says a command is for does not count, where a hook told the command', () => {
  const one = asking('aaaaaaaa', { body: 'npm test\nRun the tests' }, { told: 'npm test' });
  const two = asking('bbbbbbbb', { body: 'npm\n test\nCheck that all is well' }, { told: 'npm test' });
  const other = asking('cccccccc', { body: 'npm test\nRun the tests' }, { told: 'rm -rf build' });
  expect(alike(one, two, other)).toEqual(['aaaaaaaa', 'bbbbbbbb']);
});

test.each<[string, Partial<Question>]>([
  ['another command', { body: 'npm test && rm -rf build' }],
  ['another tool', { header: 'Edit file' }],
  ['other options', { options: [{ label: 'Yes' }] }],
  ['another kind', { kind: 'plan' }],
  ['the same words in prose', { kind: 'prose' }],
])('%s is another question', (_name, part) => {
  expect(alike(asking('aaaaaaaa'), asking('bbbbbbbb', part))).toEqual(['aaaaaaaa']);
});

test('sessions that have ended, or belong to another agent, are left out', () => {
  const one = asking('aaaaaaaa');
  const ended = {
    ...asking('bbbbbbbb'),
    status: { ...asking('bbbbbbbb').status, process: 'exited' as const },
  };
  const codex = { ...asking('cccccccc'), spec: { ...one.spec, agent: 'codex' } };
  expect(alike(one, ended, codex)).toEqual(['aaaaaaaa']);
});
