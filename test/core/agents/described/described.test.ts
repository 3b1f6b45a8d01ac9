import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Description,
  describedAgent,
  withRules,
} from '../../../../src/core/agents/described/described.ts';
import { readDescription } from '../../../../src/core/agents/described/read-description.ts';
import { messageAttempts } from '../../../../src/core/agents/shared/message-steps.ts';
import { spec as anySpec } from '../../observe/observation.ts';
import { screenOf } from '../recorded.ts';

const root = join(import.meta.dirname, '../../../..');
const page = readFileSync(join(root, 'docs/agents.md'), 'utf8');
const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '').agents.fork;

function described(changes: object = {}): Description {
  const { description, problems } = readDescription('fork', { ...example, ...changes });
  expect(problems).toEqual([]);
  return description as Description;
}

function problems(changes: object): readonly string[] {
  return readDescription('x', { ...example, ...changes }).problems.map(({ key, what }) => `${key} ${what}`);
}

const qwen = describedAgent('fork', described());
const read = (name: string, version = '') =>
  qwen.readScreen(
    screenOf(readFileSync(join(root, `test/screens/qwen/${version}100x30-${name}.txt`), 'utf8')),
  );

describe('the example of the documentation reads real screens of Qwen Code', () => {
  it.each([
    ['permission', 'needs-input', 'permission', /^Shell touch made-\w+\.txt && echo created/],
    ['working', 'working', undefined, undefined],
    ['done', 'completed', undefined, /^This slow answer comes one word/],
    ['prose', 'needs-input', 'question', /^Should I use a double jump or a wall climb/],
    ['error', 'failed', undefined, /^\[API Error: 400 Invalid request/],
    ['interrupted', 'idle', undefined, /^Request cancelled/],
    ['refused', 'idle', undefined, undefined],
    ['idle', 'idle', undefined, undefined],
  ])('%s is %s %s', (name, state, waitingFor, summary) => {
    const reading = read(name);
    expect([reading.state, reading.waitingFor]).toEqual([state, waitingFor]);
    if (summary) expect(reading.summary).toMatch(summary);
  });

  it.each([
    ['permission', 'needs-input', 'permission', /^Shell touch made-\w+\.txt && echo created/],
    ['working', 'working', undefined, undefined],
    ['done', 'completed', undefined, /^This slow answer comes one word/],
    ['prose', 'needs-input', 'question', /^Should I use a double jump or a wall climb/],
    ['error', 'failed', undefined, /^\[API Error: 400 Invalid request/],
    ['interrupted', 'idle', undefined, /^Request cancelled/],
    ['refused', 'idle', undefined, undefined],
    ['idle', 'idle', undefined, undefined],
  ])('%s of 0.24.4 is %s %s', (name, state, waitingFor, summary) => {
    const reading = read(name, 'v0244-');
    expect([reading.state, reading.waitingFor]).toEqual([state, waitingFor]);
    if (summary) expect(reading.summary).toMatch(summary);
  });

  it('is unknown where no rule fits', () => {
    expect(qwen.readScreen(screenOf('$ ls'))).toMatchObject({ state: 'unknown', rule: 'fork.rules' });
  });

  it('a reply goes to a question in prose, and into no dialog', () => {
    const prose = read('prose').question;
    const dialog = read('permission').question;
    expect(prose && qwen.answer(prose, { choices: [], text: 'jump' })).toEqual([
      { text: 'jump' },
      { keys: ['enter'] },
    ]);
    expect(dialog && qwen.answer(dialog, { choices: [], text: 'yes' })).toBeUndefined();
  });
});

describe('a described agent', () => {
  const request = { directory: '/j', hook: '/h', hasPrompt: true, resume: false };
  const spec = { ...anySpec, sessionId: 'ab-1', flags: ['--yolo'] };

  it('starts with its words, the flags, and the prompt where it takes it', () => {
    expect(qwen.launch({ ...request, spec })).toMatchObject({
      argv: ['fork', '--yolo'],
      promptAsArgument: true,
      promptOption: '--prompt-interactive=',
    });
  });

  it('resumes a conversation, but not one that would be an option', () => {
    const resumed = (sessionId: string) =>
      qwen.launch({ ...request, resume: true, spec: { ...spec, sessionId } }).argv;
    expect(resumed('ab-1')).toEqual(['fork', '--resume', 'ab-1', '--yolo']);
    expect(resumed('--x')).toEqual(['fork', '--yolo']);
  });

  it('a rule sees only the last lines it asks for, of at most 60', () => {
    const rules = [
      { state: 'failed', screen: 'old', lines: 2 },
      { state: 'working', screen: 'old' },
    ];
    const agent = describedAgent('x', described({ rules }));
    const state = (below: number) => agent.readScreen(screenOf(`old\n${'x\n'.repeat(below)}\n\n`)).state;
    expect([1, 2, 59, 60].map(state)).toEqual(['failed', 'working', 'working', 'unknown']);
  });

  it('a rule can ask for the title, alone or with the screen', () => {
    const rules = [
      { state: 'working', title: '^✦ (.*)', summary: 1, screen: 'x' },
      { state: 'idle', title: '^◇' },
    ];
    const agent = describedAgent('x', described({ rules }));
    const reading = (title: string, text: string) => agent.readScreen({ ...screenOf(text), title });
    expect(reading('✦ a', 'y').state).toBe('unknown');
    expect(reading('✦ a', 'x').state).toBe('working');
    expect(reading('◇', 'y').rule).toBe('x.rules[1]');
  });
});

describe('where no rule of a description fits', () => {
  const rules = [{ state: 'needs-input', waitingFor: 'permission', screen: '^Run it\\?$' }];
  const agent = describedAgent('x', described({ rules }));
  const menu = ['Run it?', '', '❯ 1. Yes', '  2. No', '', 'Enter to select'];

  it('general rules decide, and say so', () => {
    const reading = agent.readScreen(screenOf('Reading…\n⠋ Reading files… (2s · esc to interrupt)'));
    expect(reading).toMatchObject({
      state: 'working',
      rule: 'general.screen.working',
      summary: 'Reading files',
    });
  });

  it('a dialog that a rule has found gets the choices that stand there', () => {
    const { rule, question } = agent.readScreen(screenOf(menu.join('\n')));
    expect([rule, question?.kind, question?.options]).toEqual([
      'x.rules[0]',
      'permission',
      [{ label: 'Yes' }, { label: 'No' }],
    ]);
  });

  it('needs no more than its command to be followed', () => {
    const { description } = readDescription('x', { command: ['x'] });
    expect(description).toMatchObject({ prompt: 'paste', rules: [] });
    expect(
      describedAgent('x', description as Description).readScreen(screenOf(menu.join('\n'))),
    ).toMatchObject({
      state: 'needs-input',
      rule: 'general.screen.menu',
    });
  });
});

describe('rules for an agent that is built in', () => {
  it('come before its own, which decide where none fits', () => {
    const rules = [{ state: 'failed', screen: /^out of credits$/mu, lines: 5 }] as const;
    const agent = withRules(qwen, rules);
    expect(agent.readScreen(screenOf('out of credits'))).toMatchObject({
      state: 'failed',
      rule: 'fork.rules[0]',
    });
    expect(agent.readScreen(screenOf('$ ls'))).toEqual(qwen.readScreen(screenOf('$ ls')));
  });
});

describe('a description with a mistake names the key', () => {
  it.each([
    [{ command: [] }, 'agents.x.command must be a list of words, for example ["qwen"]'],
    [{ command: 'qwen' }, 'agents.x.command must be a list of words'],
    [{ resume: ['qwen'] }, 'agents.x.resume must be a list of words with {sessionId}'],
    [{ prompt: 'stdin' }, 'agents.x.prompt must be "argument" or "paste"'],
    [{ rules: [] }, 'agents.x.rules must be a list of rules'],
    [{ rules: [3] }, 'agents.x.rules[0] must be a rule between { and }'],
    [{ rules: [{ state: 'busy', screen: 'x' }] }, 'agents.x.rules[0].state must be one of working'],
    [{ rules: [{ state: 'idle' }] }, 'agents.x.rules[0] needs "screen" or "title"'],
    [{ rules: [{ state: 'idle', screen: '(' }] }, 'agents.x.rules[0].screen is not a regular expression: '],
    [{ rules: [{ state: 'idle', title: '[' }] }, 'agents.x.rules[0].title is not a regular expression: '],
    [{ rules: [{ state: 'idle', screen: '(a+)+$' }] }, 'agents.x.rules[0].screen repeats a group'],
    [
      { rules: [{ state: 'idle', screen: 'x', lines: 61 }] },
      'agents.x.rules[0].lines must be a number from 1 to 60',
    ],
    [{ rules: [{ state: 'idle', screen: 'x', colour: 1 }] }, 'agents.x.rules[0].colour is not known here'],
    [{ interrupt: ['Esc; kill'] }, 'agents.x.interrupt must be a list of key names'],
    [{ promptColumn: -1 }, 'agents.x.promptColumn must be the column'],
    [{ label: ' ' }, 'agents.x.label must be a name for people'],
    [{ shell: true }, 'agents.x.shell is not known here'],
    [
      { prompt: 'paste', rules: [{ state: 'working', screen: 'x' }] },
      'agents.x.prompt is "paste", which needs a rule',
    ],
  ])('%j', (changes, sentence) => {
    expect(problems(changes)).toEqual([expect.stringContaining(sentence)]);
  });

  it('what is no description is none', () => {
    for (const value of [null, 3, 'qwen', []]) expect(readDescription('x', value).problems).toHaveLength(1);
  });
});

describe('what a described agent would take for a menu or a line end', () => {
  const texts = ['/help me', '!ls', 'look at @src', 'C:\\new\\'];

  it('is pasted as it is where the description names no keys', () => {
    const plain = describedAgent('fork', described());
    expect(texts.flatMap(text => messageAttempts(plain, text))).toEqual(
      texts.map(text => ({ steps: [{ text }] })),
    );
  });

  it('is typed between the keys that it names', () => {
    const keys = describedAgent('fork', described({ keysBefore: ['space'], keysAfter: ['space'] }));
    const key = { keys: ['space'], pauseMs: 100 };
    expect(messageAttempts(keys, '!ls')).toEqual([{ steps: [key, { text: '!ls' }, key] }]);
    expect(messageAttempts(keys, 'look at @src')).toEqual([{ steps: [{ text: 'look at @src' }, key] }]);
    expect(messageAttempts(keys, 'C:\\new\\')).toEqual([{ steps: [{ text: 'C:\\new\\' }, key] }]);
    expect(messageAttempts(keys, 'run the tests')).toEqual([{ steps: [{ text: 'run the tests' }] }]);
  });

  it('may be typed between keys as tmux calls them', () => {
    expect(problems({ interrupt: ['C-c'], keysBefore: ['Space'], keysAfter: ['BSpace', '!'] })).toEqual([]);
  });

  it('is no key where no key has that name', () => {
    expect(problems({ keysAfter: ['a b'] })).toEqual([
      'agents.x.keysAfter must be a list of key names, for example ["space"]',
    ]);
  });
});
