import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend } from '../../src/backends/backend.ts';
import { type Hosting, openHosting } from '../../src/backends/pty/hosting.ts';
import { inProcessBackend } from '../../src/backends/pty/in-process.ts';

export interface PtyTest {
  /** Whose terminals live in this process. */
  readonly backend: Backend;
  /** As another process has it: everything goes over the socket. */
  readonly other: Backend;
  readonly hosting: Hosting;
  /** A temporary directory of the test's own. */
  readonly directory: string;
}

/** Gives terminals in this process, and leaves no process and no file behind. */
export async function withPtyHost(use: (test: PtyTest) => Promise<void>): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'agents-pty-'));
  const owners = join(directory, 'pty');
  const hosting = openHosting({ directory: owners, takesOthers: true, onChange: () => {}, now: Date.now });
  const attachWords = ['attach'];
  try {
    await hosting.open();
    await use({
      backend: inProcessBackend({ directory: owners, hosting, attachWords }),
      other: inProcessBackend({ directory: owners, attachWords }),
      hosting,
      directory,
    });
  } finally {
    await hosting.close();
    await rm(directory, { recursive: true, force: true });
  }
}
