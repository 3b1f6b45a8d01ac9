import { describe, expect, it } from 'vitest';
import type { Reply } from '../../../src/core/effects.ts';
import { replyRoute } from '../../../src/core/message/route.ts';
import type { Session, Spec, Status } from '../../../src/core/session/session.ts';
import { aSession } from '../../helpers/sessions.ts';

const words: Reply = { choices: [], text: 'go on' };
const digit: Reply = { choices: [], text: '2' };
const choice: Reply = { choices: [0] };
const command: Reply = { choices: [], command: 'ls' };

const queued = { process: 'none', state: 'queued' } as const;
const making = { process: 'none', state: 'working' } as const;
const ended = { process: 'exited', state: 'completed' } as const;
const suspended = { state: 'stopped', summary: 'suspended: kill -CONT 7 brings it back' } as const;
const background = { claudeJob: 'beef0001' } as const;

const now = { type: 'now' };
const refused = (why: string) => ({ type: 'refused', why });

type Row = [string, Spec['kind'], Partial<Status>, Reply, object];

describe('what a reply to a session means', () => {
  it.each<Row>([
    ['a working agent, words', 'background', {}, words, now],
    ['a working agent, a command', 'background', {}, command, now],
    ['an asking agent, a choice', 'background', { state: 'needs-input' }, choice, now],
    ['a running job, words', 'exec', {}, words, now],
    ['a queued agent, words', 'background', queued, words, { type: 'after start', when: 'first turn' }],
    [
      'a queued agent, a choice',
      'background',
      queued,
      choice,
      refused('api is queued; nothing was sent. Send it again when it has begun.'),
    ],
    [
      'a queued job, words',
      'exec',
      queued,
      words,
      refused('api is queued; nothing was sent. Send it again when it has begun.'),
    ],
    ['an agent on its way, words', 'background', making, words, { type: 'after start', when: 'prompt' }],
    [
      'an agent on its way, a digit',
      'background',
      making,
      digit,
      refused('api is still starting and asks nothing yet; nothing was sent.'),
    ],
    [
      'an agent on its way, a command',
      'background',
      making,
      command,
      refused('api is still starting; nothing was sent. Send it again when it has begun.'),
    ],
    [
      'a job on its way, words',
      'exec',
      making,
      words,
      refused('api is still starting; nothing was sent. Send it again when it has begun.'),
    ],
    ['an ended agent, words', 'background', ended, words, { type: 'resume first' }],
    [
      'an ended agent, a choice',
      'background',
      ended,
      choice,
      { reason: 'question ended', why: 'api has ended, and so has its question.' },
    ],
    ['an ended job, words', 'exec', ended, words, refused('api has ended; nothing was sent.')],
    [
      'a suspended agent, words',
      'background',
      suspended,
      words,
      refused('api is suspended: kill -CONT 7 brings it back. Nothing was sent.'),
    ],
    [
      'one in Claude Code’s own background, words',
      'adopted',
      background,
      words,
      refused(
        "Attach to write to api: Enter, or claude attach beef0001. It runs in Claude Code's own background. Nothing was sent.",
      ),
    ],
    [
      'one that ended there, and would be resumed here, words',
      'background',
      { ...background, ...ended },
      words,
      { type: 'refused', reason: 'elsewhere' },
    ],
  ])('%s', (_what, kind, status, reply, expected) => {
    expect(replyRoute(session(kind, status), reply)).toMatchObject(expected);
  });

  it('of a process in another terminal says how it is moved here', () => {
    const { place: _place, ...status } = session('adopted').status;
    const elsewhere = { ...session('adopted'), status: { ...status, sessionId: 'c0ffee' } };
    expect(replyRoute(elsewhere, words)).toMatchObject({
      reason: 'elsewhere',
      why: 'api runs in another terminal. To move it here, leave it there, then: agents run --resume c0ffee. Nothing was sent.',
    });
  });

  it('says first that it is suspended, wherever it runs', () => {
    const { place: _place, ...status } = session('adopted', suspended).status;
    const elsewhere = { ...session('adopted'), status };
    expect(replyRoute(elsewhere, words)).toMatchObject({ reason: 'suspended' });
    expect(replyRoute(elsewhere, words, { suspended: false })).toMatchObject({ reason: 'elsewhere' });
  });

  it('goes by what is seen of its process, where that was looked at', () => {
    expect(replyRoute(session('background', suspended), words, { suspended: false })).toEqual(now);
    const seen = { suspended: 'suspended: fg in its terminal brings it back' };
    expect(replyRoute(session('background'), words, seen)).toMatchObject({ reason: 'suspended' });
  });
});

function session(kind: Spec['kind'], status: Partial<Status> = {}): Session {
  return aSession('a1b2c3d4', { spec: { kind, name: 'api' }, status });
}
