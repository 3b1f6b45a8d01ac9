import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../../src/backends/backend.ts';
import { iterm2Backend } from '../../src/backends/iterm2/iterm2.ts';
import { panesDirectory } from '../../src/backends/iterm2/pane-records.ts';
import type { Subject } from '../backends/contract.ts';
import { type FakeIterm, openFakeIterm } from './fake-iterm.ts';
import { shellRequest } from './tmux-server.ts';
import { waitFor } from './wait.ts';

export interface ItermTest {
  readonly iterm: FakeIterm;
  readonly backend: Backend;
  readonly subject: Subject;
  /** Another backend with the same records, as another process has it; `env` is added to that of the pane. */
  readonly open: (env?: NodeJS.ProcessEnv) => Backend;
  /** Of the tags. */
  readonly panes: string;
  readonly directory: string;
}

/** Gives sessions in a stand-in for iTerm2, and leaves no process and no file behind. */
export async function withFakeIterm(use: (test: ItermTest) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'agents-iterm-'));
  const iterm = openFakeIterm({ directory, env: { ...process.env, SHELL: '/bin/sh' } });
  const panes = panesDirectory(directory);
  const wakeFile = join(directory, 'wake');
  const open = (env: NodeJS.ProcessEnv = {}) =>
    iterm2Backend({ env: { ...iterm.env, ...env }, directory: panes, wakeFile, now: Date.now });
  const backend = open();
  try {
    await use({ iterm, backend, subject: subject(backend, directory), open, panes, directory });
  } finally {
    iterm.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

function subject(backend: Backend, directory: string): Subject {
  return {
    backend,
    recorder: async () => {
      const request = shellRequest('');
      const file = join(directory, `received-${request.id}`);
      const argv = ['/bin/sh', '-c', 'stty raw -echo; : > "$0"; exec cat > "$0"', file];
      const place = await backend.start({ ...request, argv });
      await waitFor(() => existsSync(file), { what: 'the recorder' });
      return { target: { place, id: request.id }, received: () => readFileSync(file, 'utf8') };
    },
    printer: async lines => {
      const script = `stty -echo; printf '%s\\n' "$@"; read -r code; exit "$code"`;
      const request = shellRequest('', { argv: ['/bin/sh', '-c', script, 'sh', ...lines] });
      return { place: await backend.start(request), id: request.id };
    },
    exit: (target, code) => backend.deliver(target, [{ text: `${code}` }, { keys: ['enter'] }], 0),
  };
}
