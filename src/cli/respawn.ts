import { parseArgs } from 'node:util';
import { toRespawn } from '../core/sessions/interrupted.ts';
import type { Session } from '../core/sessions/session.ts';
import { safeText } from '../core/text/safe-text.ts';
import { displayName } from '../core/view/view-state.ts';
import { respawnJob } from '../runtime/claude-job.ts';
import { stopSession } from '../runtime/end-session.ts';
import { refuseWhenOff } from '../runtime/off-switch.ts';
import { relaunch, requireComeback } from '../runtime/relaunch.ts';
import { untilBegun } from '../runtime/start-failure.ts';
import { startGate } from '../runtime/start-gate.ts';
import { ensureSupervisor } from '../runtime/supervisor-start.ts';
import { openWorld, type World } from '../runtime/world.ts';
import { nudge } from '../system/files/watch.ts';
import { writeError, writeOutput } from './output.ts';
import { UsageError } from './usage-error.ts';
import { verbTable } from './verbs.ts';
import { readSessions, requireSome, toEach } from './words.ts';

const { options, usage } = verbTable.respawn;

/**
 * `agents respawn <id|name>… | --all`: starts agents anew in their own conversations, those that run, too. With
 * `--all` first those that were interrupted, then those that rest; what works or asks is left alone.
 */
export async function respawn(words: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  if (values.all && positionals.length > 0) throw new UsageError(`--all takes no names. ${usage}`);
  const world = openWorld(process.env);
  refuseWhenOff(world);
  const sessions = values.all ? toRespawn(readSessions(world)) : requireSome(world, positionals, usage);
  if (sessions.length === 0 && !values.json) writeOutput('There is no session to start again.\n');
  ensureSupervisor(world);
  const done = new Map<string, string>();
  const gate = startGate(world);
  return toEach(sessions, {
    json: values.json,
    act: async session => {
      const isLeft = values.all === true && isBusy(session);
      if (values.all && !isLeft) await gate(session);
      const outcome = isLeft ? 'left' : await startAgain(world, session);
      done.set(session.id, outcome);
      return { outcome };
    },
    line: session => lineOf(session, done.get(session.id) ?? ''),
  });
}

function isBusy({ conclusion: { process, state } }: Session): boolean {
  return process === 'alive' && (state === 'working' || state === 'needs-input');
}

async function startAgain(world: World, session: Session): Promise<string> {
  const { claudeJob } = session.conclusion;
  if (claudeJob !== undefined) {
    await respawnJob(world, { name: displayName(session), job: claudeJob });
    nudge(world.paths, 'wake');
    return 'resumed';
  }
  const isAlive = session.spec.kind !== 'adopted' && session.conclusion.process === 'alive';
  if (isAlive) {
    requireComeback(world, session.id);
    const unrecorded = await stopSession(world, session.id);
    if (unrecorded !== undefined) writeError(`agents: ${safeText(unrecorded)}\n`);
  }
  const outcome = await relaunch(world, session.id);
  if (outcome !== 'running') await untilBegun(world, session);
  return outcome;
}

function lineOf(session: Session, outcome: string): string {
  const start = `${outcome} · ${session.id} · ${safeText(displayName(session))}`;
  if (outcome !== 'left') return start;
  const busy = session.conclusion.state === 'working' ? 'it works' : 'it waits for an answer';
  return `${start} · ${busy}; name it to start it anew all the same`;
}
