import { expect, it } from 'vitest';
import { claude } from '../../../../src/core/agents/claude/claude.ts';
import { codex } from '../../../../src/core/agents/codex/codex.ts';
import { opencode } from '../../../../src/core/agents/opencode/opencode.ts';
import type { Question } from '../../../../src/core/question/question.ts';
import { withoutRepeats } from '../../../../src/ui/peek/output/without-repeats.ts';
import { codexScreen } from '../../../core/agents/codex/codex-recorded.ts';
import { opencodeScreen } from '../../../core/agents/opencode/opencode-recorded.ts';
import { recordedScreen } from '../../../core/agents/recorded.ts';

const asks = (body: string, header?: string): Question => ({
  kind: 'permission',
  text: 'Do you want to proceed?',
  body,
  ...(header && { header }),
  options: [{ label: 'Yes' }, { label: 'No' }],
  selected: 0,
});

it.each([
  [codex, codexScreen('200x50-edit'), '• I will write a file.'],
  [codex, codexScreen('60x20-edit'), '• I will write a file.'],
  [codex, codexScreen('approve-edit-w100'), '• I will edit the file.'],
  [codex, codexScreen('100x30-permission'), '• I will create a file.'],
  [codex, codexScreen('100x30-plan'), '  Worked for <1s • 11:17'],
  [claude, recordedScreen('200x50-permission'), '● I will create a file.'],
  [claude, recordedScreen('v197-permission-0'), '● I will create a marker file.'],
  [opencode, opencodeScreen('160x45-permission-edit'), '     ▣  Build · Fake Model'],
])('the peek says only once what the dialog of an agent asks: %#', (agent, screen, last) => {
  const { question } = agent.readScreen(screen);
  if (!question) throw new Error('This screen asks nothing.');
  const kept = withoutRepeats(agent.outputLines?.(screen) ?? [], question);
  expect(kept.findLast(line => line.trim() !== '')).toBe(last);
});

it.each<[string, readonly string[], Question]>([
  [
    'a diff with short lines',
    ['• Edited a-file.ts (+1 -2)', '  1 -a', '  2 -}', '  2 +b', '  + Show details'],
    asks('Edited a-file.ts (+1 -2)\n 1 -a\n 2 -}\n 2 +b'),
  ],
  [
    'a diff that is folded up',
    ['● Update(src/long-name.ts)', '  ⎿  1 -a', '     … +40 lines (ctrl+o to expand)'],
    asks('src/long-name.ts\n1 -a\n2 +b'),
  ],
  ['a short command with its tool', ['● Bash(ls)', '  ⎿  Waiting…'], asks('ls')],
  ['a command behind a verb', ['• Running npm run build'], asks('npm run build')],
  [
    'a command that is wrapped',
    ['● Bash(npm run build && npm', '      test)'],
    asks('npm run build && npm test'),
  ],
  [
    'a command that is wrapped within a word',
    ['$ curl https://example.org/a/lo', 'ng/path'],
    asks('curl https://example.org/a/long/path'),
  ],
  ['a command that is cut off', ['● Bash(npm run build && npm…)'], asks('npm run build && npm test')],
  [
    'what is done, as the agent calls it',
    ['● Creating a marker file'],
    asks('touch x\nCreate a marker file'),
  ],
  [
    'a plan with empty lines',
    ['• Proposed Plan', '', '  # Plan of the work', '', '  Do it', '', '  Test'],
    asks('# Plan of the work\n\nDo it\n\nTest'),
  ],
])('%s is left out where the dialog has it', (_name, lines, question) => {
  expect(withoutRepeats(lines, question).filter(line => line !== '')).toEqual([]);
});

it('a plan that is longer than a screen is left out whole', () => {
  const steps = Array.from({ length: 70 }, (_, at) => `step number ${at} of the plan`);
  expect(withoutRepeats(['● Ready.', ...steps], asks(steps.join('\n')))).toEqual(['● Ready.']);
});

it.each<[string, readonly string[]]>([
  ['an answer of the command before', ['● Bash(cat notes)', '  ⎿  hello', '● Now the next one.']],
  ['another command that begins alike', ['● Bash(npm run build:docs -- --watch)']],
  ['what the agent says of it', ['● I run npm run build to see whether it works.']],
])('%s stays', (_name, lines) => {
  expect(withoutRepeats(lines, asks('npm run build'))).toEqual(lines);
});

it('a question in prose stands once, also where it was wrapped', () => {
  const text = 'Should I use a double jump or a wall climb for the power-up?';
  const answer = [
    '● I looked at it.',
    '',
    '  Should I use a double jump or a wall',
    '  climb for the power-up?',
  ];
  const question: Question = { kind: 'prose', text, options: [], selected: 0 };
  expect(withoutRepeats([...answer, '', '✻ Brewed for 0s'], question)).toEqual([
    answer[0],
    '',
    '',
    '✻ Brewed for 0s',
  ]);
});
