import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type MemoryBackend, memoryBackend, type Program } from '../../src/backends/memory.ts';
import type { Session, Spec, Status } from '../../src/core/session/session.ts';
import { openPlainWorld } from '../../src/operations/context/plain-world.ts';
import { requireSession } from '../../src/operations/context/session-place.ts';
import type { World } from '../../src/operations/context/world.ts';
import type { Paths } from '../../src/system/files/paths.ts';
import { version } from '../../src/system/programs/version.ts';
import { takeLock } from '../../src/system/store/daemon/supervisor-lock.ts';
import { createJob } from '../../src/system/store/job/jobs.ts';
import { writeStatus } from '../../src/system/store/job/statuses.ts';

export interface MemoryWorld extends World {
  readonly backend: MemoryBackend;
  /** A directory to start sessions in, which is no repository. */
  readonly project: string;
}

/** A world with scratch files and sessions in memory; a `claude` that is never run is on its PATH. */
export function memoryWorld(program?: Program): MemoryWorld {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'agents-memory-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));
  const [bin, project] = [join(root, 'bin'), join(root, 'project')];
  for (const directory of [bin, project]) mkdirSync(directory);
  writeFileSync(join(bin, 'claude'), '#!/bin/sh\n');
  chmodSync(join(bin, 'claude'), 0o755);
  const backend = memoryBackend(program);
  const env = {
    HOME: root,
    PATH: bin,
    AGENTS_HOME: join(root, 'home'),
    XDG_CONFIG_HOME: join(root, 'config'),
    // Nothing is there: the machine is never too busy.
    AGENTS_PRESSURE_ROOT: join(root, 'pressure'),
  };
  return { ...openPlainWorld(env, { backend }), backend, project };
}

/** A session of Claude Code that is on record and runs, as its supervisor would have concluded it. */
export async function runningSession(
  world: MemoryWorld,
  { spec, status }: { readonly spec?: Partial<Spec>; readonly status?: Partial<Status> } = {},
): Promise<Session> {
  const id = spec?.id ?? 'feed0001';
  const whole: Spec = {
    ...{ version: 1, id, kind: 'background', agent: 'claude', name: 'alpha', slug: 'alpha' },
    ...{ cwd: world.project, flags: [], createdAt: world.now() - 60_000, firstLine: 'do it' },
    sessionId: '11111111-2222-4333-8444-555555555555',
    ...spec,
  };
  createJob(world.paths, whole, { prompt: whole.firstLine, files: {} });
  const place = await world.backend.start({ id, slug: whole.slug, argv: ['claude'] });
  const at = world.now() - 30_000;
  writeStatus(world.paths, {
    ...{ version: 1, id, state: 'idle', questionNumber: 0, summary: '', process: 'alive', place },
    ...{ startedAt: at, since: at, evidence: [], memory: { seenAliveAt: at, hasWorked: true } },
    ...status,
  });
  return requireSession(world, id);
}

/** A supervisor seems to run there, so that nothing starts one. */
export function holdSupervisorLock(paths: Paths): void {
  const lock = takeLock(paths, { version });
  if ('release' in lock) onTestFinished(lock.release);
}

/** A program of that name on the PATH of a world, which runs these lines of sh. */
export function installProgram(world: MemoryWorld, name: string, script: string): void {
  writeFileSync(join(world.env['PATH'] ?? '', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** The person's settings; a world that was opened before has those that it read. */
export function writeSettings({ paths }: Pick<MemoryWorld, 'paths'>, settings: object): void {
  mkdirSync(dirname(paths.settings), { recursive: true });
  writeFileSync(paths.settings, JSON.stringify(settings));
}
