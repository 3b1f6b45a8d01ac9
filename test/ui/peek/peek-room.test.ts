import { describe, expect, it } from 'vitest';
import { gemini } from '../../../src/core/agents/gemini/gemini.ts';
import type { Question } from '../../../src/core/question/question.ts';
import { outputLines } from '../../../src/ui/peek/output/peek-output.ts';
import { withoutRepeats } from '../../../src/ui/peek/output/without-repeats.ts';
import { geminiScreen } from '../../core/agents/gemini/gemini-recorded.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, noon } from '../../helpers/sessions.ts';

const permission: Question = {
  kind: 'permission',
  text: 'Do you want to proceed?',
  header: 'Bash command',
  body: 'touch made.txt && echo created\nCreate a file',
  options: ['Yes', 'Yes, and do not ask again for touch', 'Yes, and switch to auto mode', 'No'].map(
    label => ({ label }),
  ),
  selected: 0,
  freeText: 3,
};

function peek(question: Question | undefined, columns: number, rows: number) {
  const asking = aSession('aaaaaaaa', {
    spec: {
      worktree: {
        path: '/w',
        branch: 'agents/asks',
        base: 'main',
        from: 'main',
        repository: '/home/me/game',
      },
    },
    status: question ? { state: 'needs-input', question } : { state: 'completed' },
  });
  const others = Array.from({ length: 20 }, (_, at) => aSession(`${at}`.padStart(8, '0')));
  const view = openView([asking, ...others], { screen: { columns, rows }, list: { selectedId: 'aaaaaaaa' } });
  view.press(['space']);
  const lines = Array.from({ length: 30 }, (_, at) => `output ${at}`);
  const state = view.state();
  const recap = { words: 'ran 5 tools', since: noon - 60_000, at: noon };
  if (state.peek.open) view.set({ peek: { open: { ...state.peek.open, lines, recap } } });
  return view.text().split('\n');
}

describe('the peek of a small terminal', () => {
  it.each([
    [40, 12],
    [60, 10],
  ])('shows what is approved, the question and every option at %dx%d', (columns, rows) => {
    const text = peek(permission, columns, rows).join('\n');
    expect(text).toContain('│ touch made.txt && echo created');
    expect(text).toContain('│ Create a file');
    expect(text).toContain('Do you want to proceed?');
    for (const number of [1, 2, 3, 4]) expect(text).toMatch(new RegExp(` ${number}\\. (?:Yes|No)`));
    expect(text).not.toMatch(/agents\/asks|Since you looked/);
  });

  it('says that a plan goes on, and keeps branch and recap where there is room for them', () => {
    const plan = { ...permission, body: Array.from({ length: 30 }, (_, at) => `step ${at}`).join('\n') };
    expect(peek(plan, 40, 12).join('\n')).toMatch(/│ step 0\n.* 29 more lines: PgDn/);
    expect(peek(plan, 60, 12).join('\n')).toMatch(/│ step 0\n.*│ step 1\n[\s\S]*more lines: PgDn/);
    const large = peek(permission, 100, 40).join('\n');
    expect(large).toContain('agents/asks');
    expect(large).toContain('Since you looked');
  });
});

it.each([
  [80, 24],
  [100, 30],
  [160, 50],
])('a peek leaves five rows of the list at %dx%d', (columns, rows) => {
  for (const question of [permission, undefined]) {
    const lines = peek(question, columns, rows);
    const rule = lines.findIndex(line => /^─+$/.test(line));
    expect(lines.slice(3, rule).length).toBeGreaterThanOrEqual(7);
  }
});

it('the bar of OpenCode is left out where nothing stands beside it', () => {
  const sent = ['   ┃', '  ┃  make a file', '  ┃', '', '     Done.', '  ┃  '];
  expect(outputLines(sent, 80).map(line => line.trim())).toEqual(['┃  make a file', '', 'Done.']);
});

it('lines of the transcript that repeat the dialog are left out', () => {
  const output = ['● I will create a file.', '', '● Bash(touch made.txt && echo created)', '  ⎿  Running…'];
  expect(withoutRepeats(output, permission)).toEqual([output[0], '']);
  const plan: Question = { ...permission, kind: 'plan', body: '# Plan\n1. Add a double jump\n2. Test' };
  const proposed = ['• Proposed Plan', '', '  # Plan', '  1. Add a double jump', '  2. Test', '● Ready.'];
  expect(withoutRepeats(proposed, plan)).toEqual(['', '● Ready.']);
});

it('a short line that stands in the dialog by chance stays', () => {
  const edit = { ...permission, body: 'src/jump.ts\n 12 -old' };
  const output = ['● Read 3 files', '  src/jump.ts', '  src/walk.ts'];
  expect(withoutRepeats(output, edit)).toEqual(output);
});

it('an earlier command that was the same stays', () => {
  const earlier = ['● Bash(touch made.txt && echo created)', ...Array.from({ length: 50 }, () => 'x')];
  expect(withoutRepeats(earlier, permission)).toEqual(earlier);
});

it.each(['100x30-plan', '100x30-queued', '200x50-edit', '60x20-shell'])(
  'the banner and the bars of Gemini CLI do not fill the peek: %s',
  name => {
    const lines = outputLines(gemini.outputLines?.(geminiScreen(name)) ?? [], 120);
    expect(lines.join('\n')).not.toMatch(/[▄▀]{4}|▝▜▄|▗▟▀|Authenticated with/);
    expect(lines.join('\n')).toContain('✦');
  },
);

it.each([
  [160, 50],
  [80, 24],
  [40, 12],
])(
  'the peek tells the message that is kept for an agent that could not be started, at %ix%i',
  (columns, rows) => {
    const view = openView([aSession('aaaaaaaa', { status: { state: 'failed', process: 'exited' } })], {
      screen: { columns, rows },
      list: { selectedId: 'aaaaaaaa' },
    });
    view.press(['space']);
    const peek = view.state().peek.open;
    if (peek)
      view.set({ peek: { open: { ...peek, kept: 'Second words\nof a long message that goes on and on' } } });
    expect(view.text()).toMatch(
      columns < 60 ? /Kept: "Second/ : /Kept: "Second words .*" · goes out when it is started again/,
    );
  },
);
