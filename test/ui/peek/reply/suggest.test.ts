import { expect, test } from 'vitest';
import type { Question } from '../../../../src/core/question/question.ts';
import { suggestions } from '../../../../src/ui/peek/reply/suggest.ts';
import { aSession } from '../../../helpers/sessions.ts';

function asked(text: string, lines: readonly string[] = []): readonly string[] {
  const question: Question = { kind: 'prose', text, options: [] };
  const session = aSession('aaaaaaaa', {
    status: { state: 'needs-input', waitingFor: 'question', question },
  });
  return suggestions({ session, lines });
}

// The first is what the recorded screens of all agents ask; the others are how such agents put it.
test.each([
  [
    'Should I use a double jump or a wall climb for the power-up?',
    ['Use a double jump.', 'Use a wall climb for the power-up.'],
  ],
  ['Should I also run the linter?', ['Yes, please.', 'No, thanks.']],
  ['Do you want me to fix these two errors as well?', ['Yes, please.', 'No, thanks.']],
  ['Shall I continue with the second part?', ['Yes, continue.', 'No, stop here.']],
  ['Would you like me to proceed?', ['Yes, continue.', 'No, stop here.']],
  ['Should I commit now or wait for your review?', ['Commit now.', 'Wait for your review.']],
  ['Should I use tabs or spaces?', ['Use tabs.', 'Use spaces.']],
  ['Which database should we use: SQLite, PostgreSQL or MySQL?', ['SQLite.', 'PostgreSQL.', 'MySQL.']],
  ['Should I delete `build/` or keep it?', ['Delete build/.', 'Keep it.']],
  ['Should I merge it or not?', ['Yes, please.', 'No, thanks.']],
  ['Tabs or spaces?', ['Tabs.', 'Spaces.']],
  ['Does this look right?', ['Yes, that is right.', 'No.']],
  ['Is the API versioned?', ['Yes.', 'No.']],
  ['What would you like to do next?', []],
  ['Which file do you mean?', []],
  ['How many players are there?', []],
])('to "%s" it suggests %j', (text, expected) => {
  expect(asked(text)).toEqual(expected);
});

test('answers that are listed below a question are suggested', () => {
  const lines = [
    '● Which one do you want?',
    '',
    '  1. The double jump: easy to build',
    '  2. The wall climb',
    '',
  ];
  expect(asked('Which one do you want?', lines)).toEqual(['The double jump.', 'The wall climb.']);
});

test.each(['permission', 'plan', 'question', 'dialog'] as const)('nothing is suggested for a %s', kind => {
  const question: Question = { kind, text: 'Do you want to proceed?', options: [{ label: 'Yes' }] };
  const session = aSession('aaaaaaaa', { status: { state: 'needs-input', question } });
  expect(suggestions({ session, lines: [] })).toEqual([]);
});

test.each([
  ['completed', 'All done: three files checked.', 'Run the tests.'],
  ['completed', 'All 14 tests pass.', 'Commit this.'],
  ['completed', 'Two tests fail in login.test.ts.', 'Fix the tests that fail.'],
  ['completed', 'Committed as 1a2b3c4.', 'Push it and open a pull request.'],
  [
    'completed',
    'Opened https://github.com/acme/game/pull/2048',
    'Check whether its checks pass, and fix what fails.',
  ],
  ['failed', 'API Error: 500', 'Try again.'],
  ['idle', 'interrupted', 'Go on.'],
  ['working', 'Reads files', undefined],
] as const)('after a turn that is %s with "%s" it suggests %s first', (state, summary, first) => {
  expect(suggestions({ session: aSession('aaaaaaaa', { status: { state, summary } }), lines: [] })[0]).toBe(
    first,
  );
});

test('a shell job and a session that has ended get no suggestion', () => {
  const ended = { state: 'completed' as const, process: 'exited' as const };
  expect(suggestions({ session: aSession('aaaaaaaa', { status: ended }), lines: [] })).toEqual([]);
  const job = aSession('aaaaaaaa', {
    spec: { kind: 'exec', agent: 'shell' },
    status: { state: 'completed' },
  });
  expect(suggestions({ session: job, lines: [] })).toEqual([]);
});
