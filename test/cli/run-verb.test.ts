import { parseArgs } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mainOf } from '../../src/cli/main.ts';
import { UsageError } from '../../src/cli/output/usage-error.ts';
import { runVerb } from '../../src/cli/run-verb.ts';
import type { Runner } from '../../src/cli/verb.ts';
import { UserError } from '../../src/core/errors/user-error.ts';
import { scratchShell } from './scratch-shell.ts';

const pin: Runner = async (words, { output }) => {
  output.write(`pinned ${words.join(' ')}\n`);
  return 0;
};
const verbs: Runner = (words, shell) => runVerb(words, shell, { pin: async () => pin });

describe('the words of the shell', () => {
  it('go to the verb that they name', async () => {
    expect(await scratchShell().run(verbs, 'pin', 'login', '--off')).toMatchObject({
      code: 0,
      out: 'pinned login --off\n',
    });
  });

  it('are left to another part where this one has no such verb', async () => {
    expect(await scratchShell().run(verbs, 'stop', 'login')).toEqual({ code: undefined, out: '', err: '' });
  });

  it('show the help of a verb, unless they are for an agent', async () => {
    const { run } = scratchShell();
    const { out } = await run(verbs, 'pin', '--help');
    expect(out).toMatch(/^Keep a session at the top.*\n\n {2}agents pin <id\|name>/);
    expect((await run(verbs, 'help', 'pin')).out).toBe(out);
    expect((await run(verbs, 'pin', '--', '--help')).out).toBe('pinned -- --help\n');
  });

  it('that name no verb get the one that was meant', async () => {
    await expect(scratchShell().run(verbs, 'pim')).rejects.toThrow(
      'There is no verb "pim". Did you mean "agents pin"? "agents --help" lists them all;',
    );
  });
});

describe('a failure', () => {
  it.each([
    ['of the verb', () => new Error('No session "x".'), 1, 'agents: No session "x".\n'],
    ['of the words', () => new UsageError('Which session?'), 2, 'agents: Which session?\n'],
    ['with control characters', () => new Error('bad \x1b[31mname'), 1, /^agents: bad [^\x1b]*name\n$/],
  ])('%s is a sentence and an exit code', async (_which, error, code, said) => {
    const { err, exitCode } = await started(async () => {
      throw error();
    });
    expect(exitCode).toBe(code);
    expect(err).toMatch(said);
  });

  it.each<[string, () => Error, object, number]>([
    [
      'with advice',
      () => new UserError('no-session', 'No session "x".', { advice: 'agents list shows them.' }),
      { code: 'no-session', message: 'No session "x".', advice: 'agents list shows them.' },
      1,
    ],
    [
      'of the words',
      () => new UsageError('Which session?', 'agents pin <id|name>'),
      { code: 'usage', message: 'Which session?', advice: 'agents pin <id|name>' },
      2,
    ],
    [
      'of the system',
      () => new Error('It was not written.', { cause: Object.assign(new Error(), { code: 'EROFS' }) }),
      { code: 'read-only', message: 'It was not written.', advice: null },
      1,
    ],
    ['of any kind', () => new Error('bad'), { code: 'failed', message: 'bad', advice: null }, 1],
  ])('%s is a line of JSON with --json', async (_which, error, entry, code) => {
    const fails: Runner = async () => {
      throw error();
    };
    const { err, exitCode } = await started(fails, 'pin', 'x', '--json');
    expect(exitCode).toBe(code);
    expect(err).toBe(`${JSON.stringify({ error: entry })}\n`);
    const words = await started(fails, 'pin', 'x');
    expect(words.err).toBe(`agents: ${error().message}\n`);
  });

  it('that names an unknown option has a code, too', async () => {
    const strict: Runner = async words => {
      parseArgs({ args: words.slice(1), options: { json: { type: 'boolean' } } });
      return 0;
    };
    const { err } = await started(strict, 'list', '--jsno', '--json');
    expect(JSON.parse(err)).toMatchObject({ error: { code: 'usage', advice: null } });
  });

  it.each([
    ['send', ['x', 'print', '--json'], false],
    ['send', ['x', '--json', 'print'], true],
    ['send', ['--json', 'x', 'print'], true],
    ['run', ['--exec', 'ls', '--', '--json'], false],
  ])('of %s %j is JSON: %s', async (verb, words, isJson) => {
    const { err } = await started(
      async () => {
        throw new Error('bad');
      },
      verb,
      ...words,
    );
    expect(err.startsWith('{')).toBe(isJson);
  });
});

/** What a process would end with. */
async function started(verb: Runner, ...given: readonly string[]) {
  const before = process.exitCode;
  onTestFinished(() => {
    process.exitCode = before;
  });
  const main: Runner = async (words, shell) => {
    await mainOf(verb, shell)(words);
    return 0;
  };
  const { err } = await scratchShell().run(main, ...given);
  return { err, exitCode: process.exitCode };
}
