import { howToMove, isElsewhere } from './core/adopted.ts';
import type { Effect } from './core/effects.ts';
import type { Session } from './core/session.ts';
import type { Tone } from './core/theme.ts';
import { displayName } from './core/view-state.ts';
import { dismissAdopted, stopAdopted } from './runtime/adopted.ts';
import { dispatch } from './runtime/dispatch.ts';
import { sendReply } from './runtime/reply.ts';
import { reportState } from './runtime/report.ts';
import { ensureSupervisor } from './runtime/supervisor-start.ts';
import type { World } from './runtime/world.ts';
import { draftFile, editorCommand, takeDraft } from './system/editor.ts';
import { trashJob } from './system/jobs.ts';
import { keepLastScreen } from './system/last-screen.ts';
import { writeMarks } from './system/marks.ts';
import { rememberPrompt } from './system/prompt-history.ts';
import { isBadJob, readSession } from './system/read-session.ts';
import { errorCode } from './system/reason.ts';
import { nudge } from './system/watch.ts';
import { writeFileAtomic } from './system/write-file.ts';

/** What the runtime tells whoever asked: a view or a verb. */
export interface Port {
  readonly notice: (text: string, tone: Tone) => void;
  /** A session was recorded: its row can be shown. */
  readonly recorded: (id: string) => void;
  /** Gives the terminal to this program until it ends. */
  readonly attach: (
    argv: readonly string[],
    environment: Readonly<Record<string, string | undefined>>,
  ) => Promise<void>;
  /** The text as it came back from the editor. */
  readonly edited: (text: string) => void;
  readonly leave: () => void;
}

type Performers = {
  readonly [Type in Effect['type']]: (
    world: World,
    effect: Extract<Effect, { readonly type: Type }>,
    port: Port,
  ) => Promise<void>;
};

/** Of a stopped agent's screen and scrollback. */
const mostKeptLines = 500;

/** The one place where the world is changed. A failure becomes a notice and is never thrown. */
export async function perform(world: World, effect: Effect, port: Port): Promise<void> {
  try {
    // The table is keyed by the type, so the performer fits its effect.
    await (performers[effect.type] as (world: World, effect: Effect, port: Port) => Promise<void>)(
      world,
      effect,
      port,
    );
  } catch (error) {
    port.notice(error instanceof Error ? error.message : String(error), 'failure');
  }
}

const performers: Performers = {
  dispatch: async (world, { request, attach }, port) => {
    const { spec, started } = dispatch(world, request);
    port.recorded(spec.id);
    ensureSupervisor(world);
    await started;
    if (attach) await attachTo(world, spec.id, port);
  },
  attach: async (world, { id }, port) => attachTo(world, id, port),
  stop: async (world, { id }) => {
    const session = requireSession(world, id);
    if (session.spec.kind === 'adopted') {
      await stopAdopted(world, session);
      return nudge(world.paths, 'wake');
    }
    writeMarks(world.paths, id, { stoppedAt: world.now() });
    const place = await placeOf(world, session);
    if (place && session.spec.kind === 'background') {
      keepLastScreen(world.paths, id, await world.backend.history(place, mostKeptLines));
    }
    if (place) await world.backend.stop({ place, id });
    nudge(world.paths, 'wake');
  },
  remove: async (world, { id }) => {
    const session = requireSession(world, id);
    if (session.spec.kind === 'adopted') {
      await dismissAdopted(world, session);
      return nudge(world.paths, 'changed');
    }
    markStopped(world, id);
    const place = await placeOf(world, session);
    if (place) await world.backend.end({ place, id });
    trashJob(world.paths, id);
    nudge(world.paths, 'changed');
  },
  mark: async (world, { id, marks }) => {
    writeMarks(world.paths, id, marks);
    nudge(world.paths, 'changed');
  },
  reply: async (world, { id, question, questionNumber, reply }, port) => {
    const session = requireSession(world, id);
    const outcome = await sendReply(world, session, { bound: { question, questionNumber }, reply });
    nudge(world.paths, 'wake');
    if (outcome.type === 'refused') port.notice(outcome.why, 'attention');
    else if (outcome.type === 'unconfirmed') port.notice(outcome.text, 'attention');
    else if (outcome.type === 'queued')
      port.notice(`${displayName(session)} works; it takes this up next.`, 'success');
    else port.notice(`Sent to ${displayName(session)}.`, 'success');
  },
  report: async (world, { id }, port) => {
    const directory = await reportState(world, requireSession(world, id));
    port.notice(`Saved the screen and the evidence in ${directory}`, 'success');
  },
  remember: async (world, { text }) => rememberPrompt(world.paths, text),
  edit: async (world, { text }, port) => {
    const file = draftFile(world.paths, text);
    await port.attach(editorCommand(world.env, file), {});
    port.edited(takeDraft(file));
  },
  'save-grouping': async (world, { grouping }) => {
    writeFileAtomic(world.paths.view, `${JSON.stringify({ version: 1, grouping })}\n`);
  },
  leave: async (_world, _effect, port) => port.leave(),
};

/** On a full disk nothing can be noted, and then a session must all the more be able to go. */
function markStopped(world: World, id: string): void {
  try {
    writeMarks(world.paths, id, { stoppedAt: world.now() });
  } catch (error) {
    if (errorCode(error instanceof Error ? error.cause : undefined) !== 'ENOSPC') throw error;
  }
}

/** Throws a sentence when there is no such session or its record cannot be read. */
export function requireSession(world: World, id: string): Session {
  const job = readSession(world.paths, id);
  if (isBadJob(job)) throw new Error(job.problem);
  return job;
}

async function attachTo(world: World, id: string, port: Port): Promise<void> {
  const session = requireSession(world, id);
  if (isElsewhere(session)) throw new Error(howToMove(displayName(session), session));
  const place = await placeOf(world, session);
  if (!place)
    throw new Error(`${displayName(session)} has no terminal. Its record is kept; agents logs ${id}`);
  const isAdopted = session.spec.kind === 'adopted';
  const look = isAdopted ? world.backend.showCommand(place) : world.backend.attachCommand(place);
  const { argv, environment, wayBack } = look;
  if (wayBack) port.notice(wayBack, 'muted');
  writeMarks(world.paths, id, { seenAt: world.now() });
  await port.attach(argv, environment);
  nudge(world.paths, 'wake');
}

/** Where a session stands now; asked of tmux itself, since ids begin anew with each server. */
async function placeOf(world: World, session: Session) {
  const { panes } = await world.backend.list(session.conclusion.tmux?.socket);
  const pane = panes.find(candidate => candidate.id === session.id);
  return pane && world.backend.placeOf(pane);
}
