import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOpencodeEvent } from '../../../../src/core/agents/opencode/opencode-events.ts';
import { opencodePlugin } from '../../../../src/core/agents/opencode/opencode-plugin.ts';

let job = '';
beforeEach(() => {
  job = mkdtempSync(join(tmpdir(), 'agents-plugin-'));
  mkdirSync(join(job, 'inbox'));
  mkdirSync(join(job, 'home/daemon'), { recursive: true });
});
afterEach(() => rmSync(job, { recursive: true, force: true }));

/** What the supervisor would read after these events, oldest first: the event's name and what it says. */
function told(events: readonly unknown[], environment: Record<string, string> = {}): readonly string[] {
  writeFileSync(join(job, 'plugin.mjs'), opencodePlugin());
  const run = `import { Agents } from './plugin.mjs';
    const hooks = await Agents({ client: {} });
    for (const event of ${JSON.stringify(events)}) await hooks.event?.({ event });`;
  writeFileSync(join(job, 'run.mjs'), run);
  const env = { ...process.env, AGENTS_JOB_DIR: job, AGENTS_HOME: join(job, 'home'), ...environment };
  const { status, stderr } = spawnSync(process.execPath, [join(job, 'run.mjs')], { env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  const number = (name: string) => Number(/-(\d+)\.\w+\.json$/.exec(name)?.[1]);
  return readdirSync(join(job, 'inbox'))
    .sort((a, b) => number(a) - number(b))
    .map(file => {
      const name = /\.(\w+)\.json$/.exec(file)?.[1] ?? '';
      const data = JSON.parse(readFileSync(join(job, 'inbox', file), 'utf8'));
      const reading = readOpencodeEvent({ name, at: 1, data });
      return [name, reading?.state, reading?.summary].filter(each => each !== undefined).join(' ');
    });
}

const sessionID = 'ses_main';
const status = (type: string, rest = {}, id = sessionID) => ({
  type: 'session.status',
  properties: { sessionID: id, status: { type, ...rest } },
});
const message = (info: object) => ({
  type: 'message.updated',
  properties: { sessionID, info: { sessionID, ...info } },
});
const user = message({ id: 'm1', role: 'user' });
const assistant = (rest = {}) => message({ id: 'm2', role: 'assistant', ...rest });
const part = (rest: object) => ({
  type: 'message.part.updated',
  properties: { sessionID, part: { messageID: 'm2', sessionID, ...rest } },
});
const text = (words: string) => part({ type: 'text', text: words });
const shell = part({
  type: 'tool',
  tool: 'bash',
  callID: 'c1',
  state: { status: 'running', input: { command: 'npm test' } },
});
const ran = part({ type: 'tool', tool: 'bash', callID: 'c1', state: { status: 'completed', input: {} } });
const asked = {
  type: 'permission.asked',
  properties: { id: 'p', sessionID, permission: 'bash', patterns: ['npm test'], metadata: {} },
};
const replied = (reply: string) => ({
  type: 'permission.replied',
  properties: { sessionID, requestID: 'p', reply },
});
const error = (name: string, data = {}) => ({
  type: 'session.error',
  properties: { sessionID, error: { name, data } },
});
const idle = { type: 'session.idle', properties: { sessionID } };

describe('the plugin tells', () => {
  it.each<[string, readonly unknown[], readonly string[]]>([
    [
      'a turn with a tool that was allowed',
      [
        user,
        status('busy'),
        assistant(),
        shell,
        shell,
        asked,
        replied('once'),
        ran,
        ran,
        text('All done.'),
        assistant({ finish: 'stop' }),
        status('idle'),
        idle,
      ],
      [
        'Prompt working',
        'Busy working',
        'ToolRunning working bash: npm test',
        'PermissionAsked needs-input Shell: npm test',
        'PermissionReplied working',
        'ToolRan',
        'Idle completed All done.',
      ],
    ],
    [
      'a refusal, of which no error tells',
      [
        user,
        status('busy'),
        assistant(),
        asked,
        replied('reject'),
        assistant({ finish: 'tool-calls' }),
        status('idle'),
      ],
      [
        'Prompt working',
        'Busy working',
        'PermissionAsked needs-input Shell: npm test',
        'PermissionReplied working',
        'Idle idle interrupted',
      ],
    ],
    [
      'Esc while it writes',
      [user, status('busy'), assistant(), text('Half'), error('MessageAbortedError'), status('idle')],
      ['Prompt working', 'Busy working', 'Idle idle interrupted'],
    ],
    [
      'Esc in a retry',
      [
        user,
        status('busy'),
        assistant(),
        status('retry', { attempt: 2, message: 'Overloaded' }),
        status('idle'),
      ],
      [
        'Prompt working',
        'Busy working',
        'Retry working retrying, attempt 2: Overloaded',
        'Idle idle interrupted',
      ],
    ],
    [
      'an error of the API once, though it becomes idle twice; the next turn is free of it',
      [
        user,
        status('busy'),
        assistant(),
        error('APIError', { message: 'Bad key' }),
        status('idle'),
        idle,
        status('idle'),
        message({ id: 'm3', role: 'user' }),
        status('busy'),
        assistant(),
        text('Fine.'),
        assistant({ finish: 'stop' }),
        status('idle'),
      ],
      [
        'Prompt working',
        'Busy working',
        'Idle failed Bad key',
        'Prompt working',
        'Busy working',
        'Idle completed Fine.',
      ],
    ],
    [
      'a question in prose',
      [
        user,
        status('busy'),
        assistant(),
        text('Two ways.\n\nWhich one?'),
        assistant({ finish: 'stop' }),
        status('idle'),
      ],
      ['Prompt working', 'Busy working', 'Idle needs-input Which one?'],
    ],
  ])('%s', (_title, events, expected) => {
    expect(told(events)).toEqual(expected);
  });

  it('of a subagent only what it asks', () => {
    const child = { type: 'session.created', properties: { info: { id: 'ses_child', parentID: sessionID } } };
    const childAsks = { ...asked, properties: { ...asked.properties, sessionID: 'ses_child' } };
    expect(
      told([child, status('busy', {}, 'ses_child'), childAsks, status('idle', {}, 'ses_child')]),
    ).toEqual(['PermissionAsked needs-input Shell: npm test']);
  });

  it('nothing from an OpenCode that the agent itself has started', () => {
    expect(told([user, status('busy')], { AGENTS_PLUGIN_OWNER: `${job}:1` })).toEqual([]);
  });

  it('the supervisor at once, and nothing breaks it', () => {
    told([{ type: 'session.status' }, {}, user]);
    expect(readFileSync(join(job, 'home/daemon/wake'), 'utf8')).toBe('\n');
  });
});
