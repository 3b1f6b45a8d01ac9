import { expect, it } from 'vitest';
import { memoryBackend } from '../../src/backends/memory.ts';
import type { Runner } from '../../src/cli/verb.ts';
import { explain } from '../../src/cli/verbs/look/explain.ts';
import { list } from '../../src/cli/verbs/look/list.ts';
import { logs } from '../../src/cli/verbs/look/logs.ts';
import { restore } from '../../src/cli/verbs/session/restore.ts';
import { run as runTask } from '../../src/cli/verbs/session/run.ts';
import { send } from '../../src/cli/verbs/session/send.ts';
import { type ErrorCode, errorCodes } from '../../src/core/errors/error-codes.ts';
import { UserError } from '../../src/core/errors/user-error.ts';
import type { Status } from '../../src/core/session/session.ts';
import { readSources } from '../helpers/sources.ts';
import { scratchShell } from './scratch-shell.ts';

async function failure(
  verb: Runner,
  words: readonly string[],
  env?: Record<string, string>,
): Promise<UserError> {
  const home = scratchShell({ backend: memoryBackend(), ...(env && { env }) });
  home.session('a1b2c3d4', { name: 'login' });
  home.session('b1b2c3d4', { name: 'login' });
  home.session('c1b2c3d4', { name: 'asks' }, asking);
  const error: unknown = await home.run(verb, ...words).then(
    () => undefined,
    thrown => thrown,
  );
  if (!(error instanceof UserError)) throw new Error(`No UserError: ${String(error)}`);
  return error;
}

const asking: Partial<Status> = {
  state: 'needs-input',
  question: {
    kind: 'permission',
    header: 'Bash',
    text: 'Run it?',
    options: [{ label: 'Yes' }, { label: 'No' }],
  },
};

it.each<[string, Runner, readonly string[], ErrorCode, string]>([
  ['logs', logs, ['nobody'], 'no-session', '"agents list" shows every id and name.'],
  ['logs', logs, ['login'], 'several-sessions', 'Use an id.'],
  ['logs', logs, [], 'usage', 'agents logs <id|name> [-n LINES] [-f] [--json]'],
  ['send', send, ['asks', 'text'], 'asks', 'Answer with --choose N, or --choose N "text".'],
  ['send', send, ['a1b2c3d4', '--choose', '1'], 'no-question', ''],
  ['explain', explain, ['--screen', 'none', '--agent', 'claude'], 'bad-input', ''],
  ['list', list, ['--cwd', 'nowhere'], 'no-directory', ''],
  ['restore', restore, ['nobody'], 'no-session', 'agents restore lists what there is.'],
  ['run', runTask, ['x', '--agent', 'nobody'], 'unknown-agent', 'Known: '],
])('agents %s (%#) fails with a code and advice', async (_name, verb, words, code, advice) => {
  const error = await failure(verb, words);
  expect([error.code, error.advice ?? '']).toEqual([code, expect.stringContaining(advice)]);
  expect(error.message).toBe([error.what, error.advice].filter(Boolean).join(' '));
});

it('a start where agents is switched off has a code', async () => {
  expect((await failure(runTask, ['x'], { AGENTS_DISABLE: '1' })).code).toBe('switched-off');
});

it('every code is given somewhere', () => {
  const text = readSources('src')
    .filter(({ file }) => file !== 'src/core/errors/error-codes.ts')
    .map(source => source.text)
    .join('\n');
  expect(Object.keys(errorCodes).filter(code => !text.includes(`'${code}'`))).toEqual([]);
});
