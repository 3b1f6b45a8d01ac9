import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { onTestFinished } from 'vitest';
import type { Spec, Status } from '../../src/core/session/session.ts';
import type { Paths } from '../../src/system/files/paths.ts';
import { ensureHome, statePaths } from '../../src/system/files/paths.ts';

/** A directory that goes away with the test. */
export function scratchDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'agents-system-')));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}

/** A home of agents with all its directories. */
export function scratchPaths(): Paths {
  const root = scratchDirectory();
  const paths = statePaths({ AGENTS_HOME: join(root, 'home'), XDG_CONFIG_HOME: join(root, 'config') });
  ensureHome(paths);
  return paths;
}

export function specOf(id: string, change: Partial<Spec> = {}): Spec {
  return {
    version: 1,
    id,
    kind: 'background',
    agent: 'claude',
    name: 'Fix the tests',
    slug: 'fix-the-tests',
    cwd: '/tmp',
    flags: [],
    createdAt: 1000,
    firstLine: 'Fix the tests',
    ...change,
  };
}

export function statusOf(id: string, change: Partial<Status> = {}): Status {
  return {
    version: 1,
    id,
    state: 'idle',
    questionNumber: 2,
    summary: 'done',
    process: 'alive',
    startedAt: 1000,
    since: 2000,
    evidence: [{ source: 'event', rule: 'claude.Stop', at: 2000, says: 'idle', decided: true }],
    memory: { hasWorked: true },
    ...change,
  };
}

/** Makes a file for `node` out of TypeScript that may import from `src`, for tests with several processes. */
export function nodeProgram(source: string): string {
  const outfile = join(scratchDirectory(), 'program.mjs');
  const root = fileURLToPath(new URL('../..', import.meta.url));
  symlinkSync(join(root, 'node_modules'), join(dirname(outfile), 'node_modules'));
  const stdin = {
    contents: source,
    resolveDir: root,
    loader: 'ts',
  } as const;
  buildSync({
    stdin,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: ['execa'],
    outfile,
    logLevel: 'error',
  });
  return outfile;
}

/** What a function throws, as the sentence a person would read. */
export function sentenceOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('Nothing was thrown.');
}
