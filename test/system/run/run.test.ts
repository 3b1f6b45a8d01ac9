import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runAtOnce } from '../../../src/system/processes/run-at-once.ts';
import { run } from '../../../src/system/run/run.ts';
import { waitUntil } from '../../helpers/wait.ts';

const sh = (script: string, options = {}) => run('sh', ['-c', script], options);

test('a program gets its arguments, input, directory and environment', async () => {
  const script = 'cat; pwd; printf "%s|" "$@" "$A"; echo problem >&2';
  const options = { input: 'in\n', cwd: '/', environment: { A: '1' } };
  const result = await run('sh', ['-c', script, 'sh', '$(touch x)', ''], options);
  expect(result).toMatchObject({ exitCode: 0, stdout: 'in\n/\n$(touch x)||1|', stderr: 'problem' });
});

test('a failure is a sentence with the last thing the program said', async () => {
  await expect(sh('echo one >&2; echo no such branch >&2; exit 3')).rejects.toThrow(
    /^sh -c .* failed: no such branch$/,
  );
  await expect(sh('exit 3')).rejects.toThrow('failed with exit code 3.');
  await expect(sh('kill -TERM $$')).rejects.toThrow('was ended by SIGTERM.');
  await expect(sh('exit 3', { mayFail: true })).resolves.toMatchObject({ exitCode: 3 });
});

test('a program that is missing, slow or too talkative is told apart', async () => {
  await expect(run('no-such-program', [])).rejects.toThrow(
    'no-such-program could not be started: it is not installed.',
  );
  await expect(run('sh', [], { cwd: '/nowhere' })).rejects.toThrow('/nowhere');
  await expect(run('sleep', ['60'], { timeoutMs: 50 })).rejects.toThrow('sleep 60 took longer than 0.05 s');
  await expect(sh('yes', { maxBytes: 1000 })).rejects.toThrow('more than 1000 bytes');
});

test('a fact can be had at once', () => {
  expect(runAtOnce('sh', ['-c', 'echo "$LC_ALL $TZ"'])).toBe('C UTC\n');
  expect(() => runAtOnce('sh', ['-c', 'exit 1'])).toThrow();
});

test.each([
  ['whose child holds its output', 'sleep 60; echo'],
  ['that does not listen', 'trap "" TERM; sleep 60; sleep 60'],
  ['whose child has a session of its own', 'setsid sleep 60 & sleep 60'],
])('a program %s is ended in time, with its children', async (_kind, command) => {
  const startedAt = performance.now();
  const marker = `AGENTS_TEST_MARK=${process.pid}`;
  await expect(run('sh', ['-c', command], { timeoutMs: 300, environment: { MARK: marker } })).rejects.toThrow(
    'took longer than 0.3 s and was ended.',
  );
  expect(performance.now() - startedAt).toBeLessThan(5000);
  await waitUntil(
    () => !processesWith(marker),
    () => 'Something that it started is still there.',
  );
});

test('what a program leaves running is not waited for, and its output counts', async () => {
  const startedAt = performance.now();
  expect(await run('sh', ['-c', 'echo hi; sleep 20 & exit 0'])).toMatchObject({ exitCode: 0, stdout: 'hi' });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

/** Whether any process has this in its environment. */
function processesWith(marker: string): boolean {
  return readdirSync('/proc')
    .filter(name => /^[0-9]+$/.test(name))
    .some(pid => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(marker);
      } catch {
        return false;
      }
    });
}

test('a failure has a code: too slow, not installed, or what the caller says', async () => {
  const slow = run('sleep', ['60'], { timeoutMs: 50, code: 'git' });
  await expect(slow).rejects.toMatchObject({ code: 'timeout' });
  await expect(run('no-such-program', [])).rejects.toMatchObject({ code: 'no-program' });
  await expect(sh('exit 3', { code: 'git' })).rejects.toMatchObject({ code: 'git' });
  await expect(sh('exit 3')).rejects.toMatchObject({ code: 'failed' });
});
