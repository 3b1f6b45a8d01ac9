import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A stand-in for iTerm2: a private tmux server, which `it2` and nothing else reaches. */
export interface FakeIterm {
  /** What a program in its first pane sees, with `it2` first on PATH. */
  readonly env: Readonly<Record<string, string>>;
  /** Directory with `it2` alone in it. */
  readonly bin: string;
  /** Id of the first pane. */
  readonly first: string;
  /** What `it2` was called with, and its exit codes. */
  readonly calls: () => readonly { readonly argv: readonly string[]; readonly code: number }[];
  /** A command of tmux on its server. */
  readonly tmux: (...words: readonly string[]) => string;
  readonly close: () => void;
}

interface Options {
  readonly directory: string;
  /** Of a program that runs in the first pane: everything but what makes it a pane. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly columns?: number;
  readonly rows?: number;
  /** What runs in the first pane; a shell. */
  readonly command?: readonly string[];
}

const files = fileURLToPath(new URL('it2', import.meta.url));

export function openFakeIterm({
  directory,
  env,
  columns = 200,
  rows = 50,
  command = [],
}: Options): FakeIterm {
  const path = process.env['PATH'] ?? '';
  const first = randomUUID().toUpperCase();
  const own = { FAKE_IT2_SOCKET: join(directory, 'iterm'), FAKE_IT2_LOG: join(directory, 'it2.log') };
  const bin = join(directory, 'it2-bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(own.FAKE_IT2_LOG, '');
  // The machine may be one without tmux, which the stand-in itself needs.
  const program = `#!/bin/sh\nPATH='${path}' exec '${process.execPath}' '${join(files, 'it2.mjs')}' "$@"\n`;
  writeFileSync(join(bin, 'it2'), program);
  chmodSync(join(bin, 'it2'), 0o755);
  const inside = { ...env, ...own, PATH: [bin, env['PATH'] ?? path].join(delimiter) };
  const tmux = (...words: readonly string[]) =>
    execFileSync('tmux', ['-u', '-S', own.FAKE_IT2_SOCKET, '-f', '/dev/null', ...words], {
      env: { ...inside, PATH: path },
      encoding: 'utf8',
      stdio: 'pipe',
    });
  const pane = ['/usr/bin/env', `PATH=${inside.PATH}`, '/bin/sh', join(files, 'pane.sh'), first, ...command];
  tmux('new-session', '-d', '-s', 'iterm', '-x', `${columns}`, '-y', `${rows}`, ...pane);
  tmux('set-option', '-g', 'remain-on-exit', 'off');
  tmux('set-option', '-p', '-t', 'iterm:0.0', '@it2', first);
  return {
    env: {
      ...(inside as Readonly<Record<string, string>>),
      ITERM_SESSION_ID: `w0t0p0:${first}`,
      TERM_PROGRAM: 'iTerm.app',
    },
    bin,
    first,
    calls: () =>
      readFileSync(own.FAKE_IT2_LOG, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line)),
    tmux,
    close: () => {
      try {
        tmux('kill-server');
      } catch {
        // It has ended by itself.
      }
    },
  };
}
