import { setTimeout as wait } from 'node:timers/promises';
import type { Listed } from '../../../../backends/backend.ts';
import { UserError } from '../../../../core/errors/user-error.ts';
import type { Session } from '../../../../core/session/session.ts';
import { safeText } from '../../../../core/text/safe-text.ts';
import { requireSession } from '../../../../operations/context/session-place.ts';
import type { World } from '../../../../operations/context/world.ts';
import { dispatch } from '../../../../operations/dispatch/dispatch.ts';
import { ensureSupervisor } from '../../../../operations/dispatch/supervisor-start.ts';
import { localSource } from '../../../../operations/source/local-source.ts';
import { UsageError } from '../../../output/usage-error.ts';
import type { Shell } from '../../../verb.ts';
import { readRun } from './read-run.ts';

/** Of what a session has printed. */
const mostLines = 10_000;
const lookMs = 100;
/** How long the supervisor may take to record the end, before what it is told by goes away. */
const recordMs = 3000;

/** `agents run --wait`: waits until the session ends, prints its output, and leaves with its exit code. */
export async function runWaiting(words: readonly string[], shell: Shell): Promise<number> {
  const { world, request, isJson, note } = await readRun(words, shell, 'own');
  if (isJson) throw new UsageError('--json and --wait exclude each other.');
  const stopped = new AbortController();
  const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  const stop = (signal: NodeJS.Signals) => stopped.abort(signals[signal as keyof typeof signals]);
  for (const signal of Object.keys(signals)) process.on(signal, stop);
  try {
    const { spec, started } = dispatch(world, { ...request, now: true });
    ensureSupervisor(world);
    await started;
    if (note !== undefined) shell.writeError(`agents: ${note}\n`);
    shell.writeError(`agents: waiting for ${spec.id} · ${safeText(spec.name)}\n`);
    const ended = await untilEnded(world, spec.id, stopped.signal);
    if (!ended) return Number(stopped.signal.reason);
    const session = await untilRecorded(world, spec.id);
    const status = { ...session.status, place: ended.place };
    const { lines } = await localSource(world).history({ ...session, status }, mostLines);
    for (const line of lines) shell.output.write(`${safeText(line)}\n`);
    return ended.exitCode ?? 128 + (ended.signal ?? 0);
  } finally {
    await world.hosting?.close();
    for (const signal of Object.keys(signals)) process.off(signal, stop);
  }
}

/** Undefined when it is to wait no longer. Throws a sentence when the session is gone. */
async function untilEnded(world: World, id: string, signal: AbortSignal): Promise<Listed | undefined> {
  for (; !signal.aborted; await wait(lookMs)) {
    const { panes } = await world.backend.list('own');
    const pane = panes.find(each => each.id === id);
    if (!pane) throw new UserError('no-session', `Session ${id} is gone; how it ended is not known.`);
    if (pane.dead && (pane.exitCode !== undefined || pane.signal !== undefined)) return pane;
  }
  return undefined;
}

async function untilRecorded(world: World, id: string): Promise<Session> {
  for (const deadline = performance.now() + recordMs; ; await wait(15)) {
    const session = requireSession(world, id);
    if (session.status.process === 'exited' || performance.now() > deadline) return session;
  }
}
