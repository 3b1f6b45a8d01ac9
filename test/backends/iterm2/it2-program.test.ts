import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callIt2 } from '../../../src/backends/iterm2/it2.ts';
import { lookAtIt2 } from '../../../src/backends/iterm2/it2-program.ts';
import { scratchDirectory } from '../../system/scratch.ts';

const ours = 'case $1 in --version) echo "it2, version 0.3.1" ;; session) echo "[]" ;; esac';
const goProgram = `case $1 in
  --version) echo "Error: unknown flag: --version" >&2; echo "Run 'it2 --help' for usage." >&2; exit 1 ;;
  --help) echo "A powerful command-line tool for controlling iTerm2. Provides comprehensive access"; exit 0 ;;
  *) exit 1 ;;
esac`;

describe('what is known of it2', () => {
  it('its path, its version, and whether the terminal is one of iTerm2', async () => {
    const env = withIt2(ours);
    expect(await lookAtIt2({ ...env, TERM_PROGRAM: 'iTerm.app' })).toEqual({
      isInIterm: true,
      path: join(env.PATH, 'it2'),
      version: '0.3.1',
    });
    expect(await lookAtIt2({ ...env, ITERM_SESSION_ID: 'w0t0p0:X' })).toMatchObject({ isInIterm: true });
    expect(await lookAtIt2({ ...env, TERM_PROGRAM: 'vscode' })).toMatchObject({ isInIterm: false });
  });

  it('that there is none, with the command that installs it', async () => {
    const { problem, path } = await lookAtIt2({ PATH: scratchDirectory() });
    expect(path).toBeUndefined();
    expect(problem).toContain('it2 is not installed');
    expect(problem).toContain('uv tool install it2');
  });

  it('that it is the other program of that name, by what that says of itself', async () => {
    const { other, problem } = await lookAtIt2(withIt2(goProgram));
    expect(other).toBe('A powerful command-line tool for controlling iTerm2. Provides comprehensive acce');
    expect(problem).toContain('is another program of that name');
    expect(await lookAtIt2(withIt2('echo "it2 version v1.2.3 (tmc)"'))).toMatchObject({
      other: 'it2 version v1.2.3 (tmc)',
    });
  });

  it('not that it is another, where it tells no version and complains in the words of its library', async () => {
    const old = 'case $1 in session) echo "[]" ;; *) echo "Usage: it2 [OPTIONS] COMMAND" >&2; exit 2 ;; esac';
    expect(Object.keys(await lookAtIt2(withIt2(old)))).toEqual(['isInIterm', 'path']);
    const broken = await lookAtIt2(withIt2('echo "Traceback (most recent call last):" >&2; exit 1'));
    expect(broken.other).toBeUndefined();
    expect(broken.problem).toContain('it2 session list failed');
  });
});

describe('each exit code of it2 is a sentence', () => {
  const call = (script: string) => callIt2(withIt2(script), ['session', 'send', '-s', 'X', '--', 'secret']);

  it.each([
    ['echo "Error: Not running inside iTerm2 or Python API not enabled." >&2; exit 2', 'Enable Python API'],
    ['echo "Connection error: refused" >&2; exit 2', 'Enable Python API'],
    [
      "printf 'Usage: it2 x [OPTIONS]\\n\\nError: No such command\\n' >&2; exit 2",
      'was not understood: Error: No',
    ],
    ['echo "Error: Session \'X\' not found" >&2; exit 3', 'that pane is not in iTerm2 any more'],
    ['exit 127', 'could not be started: what it needs to run is missing'],
    [
      'echo "Error: Failed to split pane" >&2; exit 1',
      'it2 session send failed: Error: Failed to split pane.',
    ],
  ])('%s', async (script, sentence) => {
    await expect(call(script)).rejects.toThrow(sentence);
    await expect(call(script)).rejects.not.toThrow('secret');
  });

  it('a missing program, and one that does not answer, too', async () => {
    await expect(callIt2({ PATH: scratchDirectory() }, ['session', 'list'])).rejects.toThrow(
      'uv tool install',
    );
    const slow = callIt2(withIt2('while :; do :; done'), ['session', 'list'], { timeoutMs: 100 });
    await expect(slow).rejects.toMatchObject({ code: 'iterm2', isUnsure: true });
  });
});

function withIt2(script: string): { readonly PATH: string } {
  const bin = join(scratchDirectory(), 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'it2'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: bin };
}
