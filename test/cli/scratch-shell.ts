import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Runner, Shell } from '../../src/cli/verb.ts';
import type { Session, Spec, Status } from '../../src/core/session/session.ts';
import { ensureHome, type Paths, statePaths } from '../../src/system/files/paths.ts';
import { createJob } from '../../src/system/store/job/jobs.ts';
import { readSession } from '../../src/system/store/job/read-session.ts';
import { writeStatus } from '../../src/system/store/job/statuses.ts';
import { holdSupervisorLock } from '../helpers/memory-world.ts';
import { scratchDirectory, specOf, statusOf } from '../system/scratch.ts';

/** What a verb printed, and its exit code. */
export interface Said {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

interface Given {
  /** Whether standard input and output are a terminal. */
  readonly isTTY?: boolean;
  /** What stands in standard input. */
  readonly input?: string;
  readonly columns?: number;
  /** Told of each text that is written to standard output, as it comes. */
  readonly onWrite?: (text: string) => void;
  readonly backend?: NonNullable<Shell['backend']>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ScratchShell {
  readonly paths: Paths;
  /** The directory that the verb is called in. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly run: (verb: Runner, ...words: readonly string[]) => Promise<Said>;
  readonly session: (id: string, spec?: Partial<Spec>, status?: Partial<Status>) => Session;
  /** The same with a terminal, in the backend that was given. */
  readonly running: (id: string, spec?: Partial<Spec>, status?: Partial<Status>) => Promise<Session>;
}

/** It is always this time there; ms. */
export const shellTime = 1_800_000_000_000;

/**
 * A shell with a state directory of its own, where a supervisor seems to run, so that no verb starts one. It has no
 * terminal, and each verb gets what it wrote back.
 */
export function scratchShell({
  isTTY = false,
  input = '',
  columns,
  onWrite = () => {},
  backend,
  env: more,
}: Given = {}): ScratchShell {
  const root = scratchDirectory();
  const cwd = join(root, 'project');
  mkdirSync(cwd);
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: root,
    AGENTS_HOME: join(root, 'home'),
    XDG_CONFIG_HOME: join(root, 'config'),
    AGENTS_TMUX_SOCKET: 'no-server-of-this-name',
    AGENTS_USER_TMUX_SOCKET: '',
    // Nothing is there: the machine is never too busy.
    AGENTS_PRESSURE_ROOT: join(root, 'pressure'),
    ...more,
  };
  const paths = statePaths(env);
  ensureHome(paths);
  holdSupervisorLock(paths);
  const run = async (verb: Runner, ...words: readonly string[]): Promise<Said> => {
    const [out, err]: [string[], string[]] = [[], []];
    const stdin = Object.assign(new PassThrough(), { isTTY });
    stdin.end(input);
    const stdout = Object.assign(new PassThrough(), { isTTY, columns });
    stdout.on('data', part => out.push(String(part)));
    const shell: Shell = {
      env,
      cwd: () => cwd,
      now: () => shellTime,
      input: { isTTY, stream: () => stdin as unknown as NodeJS.ReadStream },
      output: {
        isTTY,
        columns,
        rows: columns && 24,
        write: text => {
          out.push(text);
          onWrite(text);
        },
        stream: () => stdout as unknown as NodeJS.WriteStream,
      },
      writeError: text => err.push(text),
      ...(backend && { backend }),
    };
    const code = await verb(words, shell);
    return { code, out: out.join(''), err: err.join('') };
  };
  const session = (id: string, spec: Partial<Spec> = {}, status: Partial<Status> = {}) => {
    createJob(paths, specOf(id, { cwd, ...spec }), { prompt: spec.firstLine ?? '', files: {} });
    writeStatus(paths, statusOf(id, status));
    const made = readSession(paths, id);
    if ('problem' in made) throw new Error(made.problem);
    return made;
  };
  const running = async (id: string, spec: Partial<Spec> = {}, status: Partial<Status> = {}) => {
    if (!backend) throw new Error('A session runs in a backend only.');
    const place = await backend.start({ id, slug: id, argv: [spec.agent ?? 'claude'] });
    return session(id, spec, { place, ...status });
  };
  return { paths, cwd, env, run, session, running };
}
