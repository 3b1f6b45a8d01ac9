import { setTimeout as wait } from 'node:timers/promises';
import type { Listed } from '../../../../backends/backend.ts';
import { UserError } from '../../../../core/errors/user-error.ts';
import type { Session, Spec } from '../../../../core/session/session.ts';
import { safeText } from '../../../../core/text/safe-text.ts';
import { requireSession } from '../../../../operations/context/session-place.ts';
import type { World } from '../../../../operations/context/world.ts';
import { dispatch } from '../../../../operations/dispatch/dispatch.ts';
import { ensureSupervisor } from '../../../../operations/dispatch/supervisor-start.ts';
import { stopSession } from '../../../../operations/lifecycle/end-session.ts';
import { localSource } from '../../../../operations/source/local-source.ts';
import { UsageError } from '../../../output/usage-error.ts';
import type { Shell } from '../../../verb.ts';
import { followAgent } from './follow-agent.ts';
import { readRun } from './read-run.ts';

/** Of what a session has printed, where it was not printed as it came. */
const mostLines = 10_000;
const lookMs = 100;
/** How long the supervisor may take to record the end, before what it is told by goes away. */
const recordMs = 3000;

/**
 * `agents run --wait`: waits until the session ends, or the turn of an agent is over, and leaves with its exit code. The
 * output of a shell job that lives here is printed as it comes; of an agent its states, and its last screen at the end.
 */
export async function runWaiting(words: readonly string[], shell: Shell): Promise<number> {
  const { world, request, isJson, note } = await readRun(words, shell, 'own');
  if (isJson) throw new UsageError('--json and --wait exclude each other.');
  const stopped = new AbortController();
  const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  const stop = (signal: NodeJS.Signals) => stopped.abort(signals[signal as keyof typeof signals]);
  for (const signal of Object.keys(signals)) process.on(signal, stop);
  try {
    const { spec, started } = dispatch(world, { ...request, now: true });
    const printer = printerOf(world, spec, shell, stopped);
    ensureSupervisor(world);
    shell.writeError(`agents: waiting for ${spec.id} · ${safeText(spec.name)}\n`);
    await started;
    if (note !== undefined) shell.writeError(`agents: ${note}\n`);
    const ended = await untilEnded(world, spec, shell, stopped.signal);
    printer.check();
    if (!ended) {
      // With the record that it was; one that lives elsewhere goes on.
      if (world.hosting?.running()) await stopSession(world, spec.id);
      return Number(stopped.signal.reason);
    }
    const session = ended.pane.dead ? await untilRecorded(world, spec.id) : requireSession(world, spec.id);
    if (!printer.isPrinting) await printLast(world, { ...ended, session }, shell);
    return ended.code;
  } finally {
    await world.hosting?.close();
    for (const signal of Object.keys(signals)) process.off(signal, stop);
  }
}

/** Prints the output of a shell job as it comes, where it lives in this process. */
function printerOf({ hosting, startsIn }: World, { id, kind }: Spec, shell: Shell, stopped: AbortController) {
  const isPrinting = kind === 'exec' && hosting !== undefined && startsIn?.backend === 'in-process';
  let problem: unknown;
  const print = (text: string) => {
    try {
      if (problem === undefined) shell.output.write(text);
    } catch (error) {
      problem = error;
      stopped.abort(1);
    }
  };
  if (isPrinting) hosting.printTo(id, print);
  /** Throws what kept it from printing. */
  const check = () => {
    if (problem !== undefined) throw problem;
  };
  return { isPrinting, check };
}

interface Ended {
  readonly pane: Listed;
  readonly code: number;
}

/** Undefined when it is to wait no longer. Throws a sentence when the session is gone. */
async function untilEnded(
  world: World,
  spec: Spec,
  shell: Shell,
  signal: AbortSignal,
): Promise<Ended | undefined> {
  const { id, kind } = spec;
  const follow = kind === 'exec' ? undefined : followAgent(shell, id);
  for (; !signal.aborted; await wait(lookMs)) {
    const { panes } = await world.backend.list('own');
    const pane = panes.find(each => each.id === id);
    if (!pane) throw new UserError('no-session', `Session ${id} is gone; how it ended is not known.`);
    if (pane.dead && (pane.exitCode !== undefined || pane.signal !== undefined))
      return { pane, code: pane.exitCode ?? 128 + (pane.signal ?? 0) };
    const code = follow?.(requireSession(world, id).status);
    if (code !== undefined) return { pane, code };
  }
  return undefined;
}

async function printLast(
  world: World,
  { pane, session }: Ended & { readonly session: Session },
  shell: Shell,
): Promise<void> {
  const status = { ...session.status, place: pane.place };
  const { lines } = await localSource(world).history({ ...session, status }, mostLines);
  // A screen has room that says nothing.
  const shown = lines.filter((line, at) => line !== '' || (lines[at - 1] ?? '') !== '');
  for (const line of shown) shell.output.write(`${safeText(line)}\n`);
}

async function untilRecorded(world: World, id: string): Promise<Session> {
  for (const deadline = performance.now() + recordMs; ; await wait(15)) {
    const session = requireSession(world, id);
    if (session.status.process === 'exited' || performance.now() > deadline) return session;
  }
}
