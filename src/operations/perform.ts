import type { Effect } from '../core/effects.ts';
import { keptUntil } from '../core/message/route.ts';
import { displayName } from '../core/session/display-name.ts';
import { reasonOf } from '../system/files/reason.ts';
import { draftFile, editorCommand, takeDraft } from '../system/programs/editor.ts';
import { writeUserState } from '../system/store/job/user-state.ts';
import { rememberPrompt } from '../system/store/view/prompt-history.ts';
import { writeViewFile } from '../system/store/view/view-file.ts';
import { nudge } from '../system/watch/watch.ts';
import { requireSession } from './context/session-place.ts';
import type { World } from './context/world.ts';
import { dispatch } from './dispatch/dispatch.ts';
import { untilBegun } from './dispatch/start-failure.ts';
import { ensureSupervisor } from './dispatch/supervisor-start.ts';
import { attachTo } from './lifecycle/attach.ts';
import { clearSessions } from './lifecycle/clear.ts';
import { removeSession, stopSession } from './lifecycle/end-session.ts';
import { isUnreadable, removeUnreadable, stopUnreadable } from './lifecycle/end-unreadable.ts';
import { renameSession } from './lifecycle/rename.ts';
import { openAddress } from './open-address.ts';
import type { Performer, Port } from './port.ts';
import { sendReply } from './reply/reply.ts';
import { replyAlike } from './reply/reply-alike.ts';
import { keptWords, MessageKept, routeOf, sendAfterStart, sendLater } from './reply/send-later.ts';
import { reportState } from './report.ts';

type Performers = {
  readonly [Type in Effect['type']]: (
    world: World,
    effect: Extract<Effect, { readonly type: Type }>,
    port: Port,
  ) => Promise<void>;
};

/** The one place where the world is changed: this machine's. */
export function localPerformer(world: World): Performer {
  return { perform: (effect, port) => perform(world, effect, port) };
}

async function perform(world: World, effect: Effect, port: Port): Promise<void> {
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

function orElse<T>(run: () => T, whenItFails: (why: string) => void): T {
  try {
    return run();
  } catch (error) {
    whenItFails(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

const performers: Performers = {
  dispatch: async (world, { request, attach, line }, port) => {
    const { spec, started, queued } = orElse(
      () => dispatch(world, request, attach ? port.terminalSize() : undefined),
      why => port.refused(line, why),
    );
    port.recorded(spec.id);
    ensureSupervisor(world);
    await started;
    if (queued !== undefined)
      port.notice(`${spec.name} waits: ${queued}. Enter on its row starts it now.`, 'muted');
    else if (attach) await attachTo(world, requireSession(world, spec.id), port);
  },
  attach: async (world, { id }, port) => attachTo(world, requireSession(world, id), port),
  stop: async (world, { id }, port) => {
    if (isUnreadable(world, id)) return stopUnreadable(world, id);
    const unrecorded = await stopSession(world, id);
    if (unrecorded !== undefined) port.notice(unrecorded, 'attention');
  },
  remove: async (world, { id, undo }, port) => {
    if (isUnreadable(world, id)) return removeUnreadable(world, id);
    const name = displayName(requireSession(world, id));
    const { kept, words } = await removeSession(world, id);
    if (kept !== undefined) port.notice(`Deleted ${name}. ${kept}.`, 'attention');
    else if (words)
      port.notice(`Deleted ${name}. ${undo ?? 'agents restore brings it back'}, with ${words}.`, 'muted');
  },
  'read-work': async (world, { ids }, port) => {
    const { readWorkOf } = await import('./worktree/read-work.ts');
    port.worked(await readWorkOf(world, ids));
  },
  diff: async (world, { id }, port) => {
    const { diffOf } = await import('./worktree/diff.ts');
    try {
      port.diffed(id, await diffOf(requireSession(world, id)));
    } catch (error) {
      port.diffed(id, undefined);
      throw error;
    }
  },
  resume: async (world, { ids }, port) => {
    const { resumeSeveral } = await import('./lifecycle/resume-several.ts');
    await resumeSeveral(world, ids, port);
  },
  restore: async (world, { ids }, port) => {
    const { restoreSeveral } = await import('./lifecycle/restore-several.ts');
    const { text, tone } = await restoreSeveral(world, ids, port.recorded);
    port.notice(text, tone);
  },
  mark: async (world, { id, userState }) => {
    const { name } = userState;
    if (name !== undefined) return renameSession(world, requireSession(world, id), name);
    writeUserState(world.paths, id, userState);
    nudge(world.paths, 'changed');
  },
  seen: async (world, { id, at }) => {
    try {
      writeUserState(world.paths, id, { seenAt: at });
    } catch {
      // The session is gone or the disk is full: it counts as not seen.
    }
  },
  reply: async (world, effect, port) => {
    try {
      if (!(await giveReply(world, effect, port))) port.unsent(effect);
    } catch (error) {
      if (!(error instanceof MessageKept)) port.unsent(effect);
      throw error;
    }
  },
  'reply-alike': async (world, { bound, reply }, port) => {
    const { text, unsent } = await replyAlike(world, bound, reply);
    nudge(world.paths, 'wake');
    // The first is the peeked session.
    const [own] = bound;
    if (own && unsent.includes(own)) port.unsent({ type: 'reply', ...own, reply });
    port.notice(text, unsent.length === 0 ? 'success' : 'attention');
  },
  report: async (world, { id }, port) => {
    const directory = await reportState(world, requireSession(world, id));
    port.notice(`Saved the screen and the evidence in ${directory}`, 'success');
  },
  'open-address': async (world, { address }, port) => {
    const isOpened = openAddress(world, address);
    port.notice(isOpened ? `Opened ${address}` : `No browser to open here: ${address}`, 'accent');
  },
  remember: async (world, { text }) => rememberPrompt(world.paths, text),
  edit: async (world, { text }, port) => {
    // First: without an editor there is nothing to write.
    editorCommand(world.env, '');
    const file = draftFile(world.paths, text);
    await port.attach(editorCommand(world.env, file), {});
    port.edited(takeDraft(world.paths, file));
  },
  'save-view': async (world, { change }) => {
    writeViewFile(world.paths, change);
    nudge(world.paths, 'changed');
  },
  clear: async (world, { ids }, port) => {
    const [note] = await clearSessions(world, ids);
    if (note !== undefined) port.notice(note, 'attention');
  },
  leave: async (_world, _effect, port) => port.leave(),
};

/** False when nothing was sent; the port has been told then. */
async function giveReply(
  world: World,
  { id, question, questionNumber, reply }: Extract<Effect, { readonly type: 'reply' }>,
  port: Port,
): Promise<boolean> {
  const session = requireSession(world, id);
  const name = displayName(session);
  const route = routeOf(session, reply);
  const { text = '' } = reply;
  if (route.type === 'refused') {
    port.notice(route.why, 'attention');
    return false;
  }
  if (route.type === 'resume first') {
    port.notice(`Starting ${name} again; your reply goes out when it is ready.`, 'muted');
    await sendLater(world, session, text);
    const kept = keptWords(session);
    void untilBegun(world, session).catch(error => port.notice(`${reasonOf(error)}. ${kept}`, 'failure'));
    return true;
  }
  if (route.type === 'after start') {
    sendAfterStart(world, session, text, route.when);
    port.notice(`${name} ${keptUntil[route.when]}.`, 'success');
    return true;
  }
  const outcome = await sendReply(world, session, { bound: { question, questionNumber }, reply });
  nudge(world.paths, 'wake');
  if (outcome.type === 'refused') port.notice(outcome.why, 'attention');
  else if (outcome.type === 'unconfirmed') port.notice(outcome.text, 'attention');
  else if (outcome.type === 'queued') port.notice(`${name} works; it takes this up next.`, 'success');
  else port.notice(`Sent to ${name}.`, 'success');
  return outcome.type !== 'refused';
}
