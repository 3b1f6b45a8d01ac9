import type { Question } from '../../src/core/question/question.ts';
import type { Session } from '../../src/core/session/session.ts';
import type { WaitingFor } from '../../src/core/session/state.ts';
import { aSession, noon } from './sessions.ts';

const minute = 60_000;

/** A session in each state, in two directories, with names in several scripts. */
export function fleetOfEveryState(): readonly Session[] {
  const exited = { process: 'exited', sessionId: 'known', memory: { hasWorked: true } } as const;
  const given = [
    ['game server', { state: 'working', summary: 'listening on 127.0.0.1:4000' }, { pinned: true }],
    ['日本語のゲーム', { state: 'needs-input', summary: 'Which database should we use?', questionNumber: 1 }],
    ['unit tests', { state: 'working', summary: 'test 24 of 600 passed' }],
    ['jump physics 👍🏽', { state: 'working', summary: 'Edit src/physics/CollisionSystem.ts' }],
    ['overnight', { state: 'queued', summary: 'waits for memory', process: 'none' }],
    ['check-in', { state: 'sleeping', summary: 'run 3, next in 12m' }],
    ['title screen', { state: 'completed', summary: 'menu, options, and credits done' }],
    ['fresh', { state: 'idle', summary: '' }],
    ['lint', { state: 'failed', summary: 'exited (1): src/jump.ts:12 unused variable', ...exited }],
    ['old server', { state: 'stopped', summary: 'listening', ...exited }],
    ['mystery', { state: 'unknown', summary: '' }],
  ] as const;
  return given.map(([name, status, userState], index) =>
    aSession(`${index}`.padStart(8, '0'), {
      spec: { name, createdAt: noon - index * minute, cwd: index % 3 === 2 ? '/srv/shop' : '/home/me/game' },
      status: { ...status, since: noon - (index + 1) * 7 * minute },
      ...(userState && { userState }),
    }),
  );
}

const diff = ['src/jump.ts', ' 12   const height = 3;', ' 13 - const speed = 1;', ' 13 + const speed = 2;'];

/** One question of each kind that agents ask. */
export const questions = {
  permission: {
    kind: 'permission',
    header: 'Edit file',
    text: 'Do you want to make this edit to jump.ts?',
    body: diff.join('\n'),
    options: [{ label: 'Yes' }, { label: 'Yes, allow all edits during this session' }, { label: 'No' }],
  },
  plan: {
    kind: 'plan',
    header: 'Plan',
    text: 'Would you like to proceed?',
    body: ['## Plan', ...Array.from({ length: 30 }, (_, index) => `${index + 1}. Step ${index + 1}`)].join(
      '\n',
    ),
    options: [{ label: 'Yes, and auto-accept edits' }, { label: 'No, keep planning' }],
  },
  question: {
    kind: 'question',
    header: 'Database',
    text: 'Which database should we use?',
    options: [
      { label: 'SQLite', description: 'One file, no server' },
      { label: 'PostgreSQL', description: 'A server, and everything else' },
      { label: 'Type something.' },
    ],
    freeText: 2,
  },
  several: {
    kind: 'question',
    header: 'Platforms',
    text: 'Where shall it run?',
    options: [
      { label: 'Linux', checked: true },
      { label: 'macOS', checked: false },
      { label: 'Windows', checked: false },
    ],
    multiple: true,
  },
  dialog: {
    kind: 'dialog',
    text: 'Do you trust the files in this folder?',
    options: [{ label: 'Yes' }, { label: 'No' }],
  },
  prose: { kind: 'prose', text: 'Should I use a double jump or a wall climb for the power-up?', options: [] },
} as const satisfies Readonly<Record<string, Question>>;

const waitingFor: Readonly<Record<Question['kind'], WaitingFor>> = {
  permission: 'permission',
  plan: 'plan',
  question: 'question',
  dialog: 'dialog',
  prose: 'question',
};

export function sessionThatAsks(kind: keyof typeof questions): Session {
  const question = questions[kind];
  return aSession('aaaaaaaa', {
    spec: { name: `asks: ${kind}`, createdAt: noon },
    status: {
      state: 'needs-input',
      waitingFor: waitingFor[question.kind],
      question,
      questionNumber: 1,
      summary: question.text,
      since: noon - 12_000,
    },
  });
}

/** Sessions with pull requests, one of each way in which they can stand. */
export function fleetWithPulls(): readonly Session[] {
  const game = { host: 'github.com', owner: 'acme', repo: 'game', foundIn: 'tool' } as const;
  const checks = { passed: 5, failed: 0, pending: 0 };
  const given = [
    ['title screen', 'completed', { number: 7, state: 'open', checks, review: 'approved' }],
    [
      'jump physics',
      'completed',
      {
        number: 2048,
        state: 'open',
        title: '跳ぶ: jump higher',
        checks: { passed: 3, failed: 0, pending: 2 },
      },
    ],
    ['sound', 'working', { number: 12, state: 'open', isDraft: true }],
    ['menus', 'idle', { number: 9, state: 'merged' }],
    ['lint', 'completed', undefined],
  ] as const;
  return given.map(([name, state, pull], index) => ({
    ...aSession(`${index}`.padStart(8, '0'), { spec: { name }, status: { state } }),
    ...(pull && { pulls: [{ ...game, ...pull }] }),
  }));
}
