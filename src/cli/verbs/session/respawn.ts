import { parseArgs } from 'node:util';
import { toRespawn } from '../../../core/lifecycle/interrupted.ts';
import { isQueued } from '../../../core/queue/queue.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import type { BackendName } from '../../../core/settings/backend-choice.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openWorld, type World } from '../../../operations/context/world.ts';
import { changeBackend } from '../../../operations/dispatch/change-backend.ts';
import { refuseWhenOff } from '../../../operations/dispatch/kill-switch.ts';
import { requireBackend } from '../../../operations/dispatch/require-backend.ts';
import { untilBegun } from '../../../operations/dispatch/start-failure.ts';
import { startGate } from '../../../operations/dispatch/start-gate.ts';
import { ensureSupervisor } from '../../../operations/dispatch/supervisor-start.ts';
import { respawnJob } from '../../../operations/lifecycle/claude-job.ts';
import { stopSession } from '../../../operations/lifecycle/end-session.ts';
import { requireRestart, restart } from '../../../operations/lifecycle/restart.ts';
import { nudge } from '../../../system/watch/watch.ts';
import { takeBackendWords } from '../../arguments/backend-word.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { readSessions, requireSome, toEach } from '../../words.ts';

const { options, usage } = verbTable.respawn;

/**
 * `agents respawn <id|name>… | --all`: starts agents again in their own conversations, those that run, too. With
 * `--all` first those that were interrupted, then those that rest; what works or asks is left alone.
 */
export async function respawn(words: readonly string[], shell: Shell): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  if (values.all && positionals.length > 0) throw new UsageError('--all takes no names.', usage);
  takeBackendWords(shell, values);
  const world = openWorld(shell.env, shell);
  refuseWhenOff(world);
  const backend = values.backend === undefined ? undefined : world.startsIn?.backend;
  if (backend !== undefined) await requireBackend(world);
  const sessions = values.all
    ? toRespawn(readSessions({ shell, world }))
    : requireSome({ shell, world }, positionals, usage);
  if (sessions.length === 0 && !values.json) shell.output.write('There is no session to start again.\n');
  ensureSupervisor(world);
  const done = new Map<string, string>();
  const gate = startGate(world);
  world.backend.giveUpOnce();
  return toEach(shell, sessions, {
    json: values.json,
    act: async session => {
      const isLeft = values.all === true && isBusy(session);
      if (values.all && !isLeft) await gate(session);
      const outcome = isLeft ? 'left' : await startAgain({ shell, world }, session, backend);
      done.set(session.id, outcome);
      return { outcome };
    },
    line: session => lineOf(session, done.get(session.id) ?? ''),
  });
}

function isBusy({ status: { process, state } }: Session): boolean {
  return process === 'alive' && (state === 'working' || state === 'needs-input');
}

async function startAgain(
  { shell, world }: { readonly shell: Shell; readonly world: World },
  session: Session,
  backend: BackendName | undefined,
): Promise<string> {
  const { claudeJob } = session.status;
  if (claudeJob !== undefined) {
    await respawnJob(world, { name: displayName(session), job: claudeJob });
    nudge(world.paths, 'wake');
    return 'resumed';
  }
  if (await isRunning(world, session)) {
    requireRestart(world, session.id);
    const unrecorded = await stopSession(world, session.id);
    if (unrecorded !== undefined) shell.writeError(`agents: ${safeText(unrecorded)}\n`);
  }
  if (backend !== undefined) changeBackend(world, session.id, backend);
  const outcome = await restart(world, session.id);
  if (outcome !== 'running') await untilBegun(world, session);
  return outcome;
}

/** Asked of the backend where nothing was recorded yet: just after its start, or on a full disk. */
async function isRunning(world: World, session: Session): Promise<boolean> {
  const { process } = session.status;
  if (session.spec.kind === 'adopted') return false;
  if (process !== 'none' || isQueued(session)) return process === 'alive';
  const { panes } = await world.backend.list();
  return panes.some(({ id, dead }) => id === session.id && !dead);
}

function lineOf(session: Session, outcome: string): string {
  const start = `${outcome} · ${session.id} · ${safeText(displayName(session))}`;
  if (outcome !== 'left') return start;
  const busy = session.status.state === 'working' ? 'it works' : 'it waits for an answer';
  return `${start} · ${busy}; name it to start it again all the same`;
}
