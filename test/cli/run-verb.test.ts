import { describe, expect, it, onTestFinished } from 'vitest';
import { mainOf } from '../../src/cli/main.ts';
import { UsageError } from '../../src/cli/output/usage-error.ts';
import { runVerb } from '../../src/cli/run-verb.ts';
import type { Runner } from '../../src/cli/verb.ts';
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
});

/** What a process would end with. */
async function started(verb: Runner) {
  const before = process.exitCode;
  onTestFinished(() => {
    process.exitCode = before;
  });
  const { err } = await scratchShell().run(async (words, shell) => {
    await mainOf(verb, shell)(words);
    return 0;
  });
  return { err, exitCode: process.exitCode };
}
