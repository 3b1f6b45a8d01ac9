import { dirname } from 'node:path';
import type { Screen } from '../../core/screen/screen.ts';
import { processTableLater } from '../../system/processes/process-table.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import type { Backend, Capturable, Names, Refusal } from '../backend.ts';
import { deliverSteps } from './deliver.ts';
import { endPane, endProgram } from './end.ts';
import { type KnownPane, knownPane } from './facts.ts';
import { callIt2, It2Error } from './it2.ts';
import { paneLists } from './pane-lists.ts';
import { changeTag, readTag, readTags, removeTag, writeQuestion } from './pane-records.ts';
import { backendName, requireOwn } from './place.ts';
import { readScreen } from './screen.ts';
import { startSession, type Where } from './start.ts';
import { type Known, listingOf, surveyOf } from './survey.ts';

export type Options = Omit<Where, 'beginMs'> & Partial<Pick<Where, 'beginMs'>>;

/** How old a list of panes may be for the supervisor, to which processes and hooks tell the rest. */
const freshMs = 2000;
/** How long a tag stays after its pane, for a split that is on its way. */
const pruneMs = 60_000;

/**
 * Sessions in split panes of iTerm2, through the program `it2`: they go on when the view is closed, and end with their
 * window. Whether one runs is told by its processes, what it shows by iTerm2.
 */
export function iterm2Backend(options: Options): Backend {
  const { directory, now } = options;
  const where: Where = {
    ...{ beginMs: 15_000, ...options },
    get env() {
      return withIt2(options);
    },
  };
  const lists = paneLists(where);

  /** All of ours; what iTerm2 does not tell is told by processes alone. */
  const known = async (maxAgeMs = 0): Promise<Known> => {
    const tags = readTags(directory);
    if (tags.length === 0) return { panes: [], silence: undefined };
    const told = await lists.read(maxAgeMs).catch((error: unknown) => {
      if (error instanceof It2Error) return error;
      throw error;
    });
    const list = told instanceof It2Error ? undefined : told;
    const table = await processTableLater();
    const panes = tags.flatMap(tag => {
      const found = knownPane(tag, { pane: list?.get(tag.pane), table, now: now() });
      if (!found && list && now() - tag.since > pruneMs) removeTag(directory, tag.pane);
      return found ?? [];
    });
    return { panes, silence: told instanceof It2Error ? told.message.replace(/\.$/, '') : undefined };
  };
  const find = async ({ id, place }: Capturable): Promise<KnownPane | Refusal> => {
    const tag = readTag(directory, requireOwn(place).pane);
    if (!tag) return 'gone';
    if (tag.id !== id) return 'other-session';
    const table = await processTableLater();
    const byProcess = knownPane(tag, { pane: undefined, table, now: now() });
    // The script dies with its pane: while it lives iTerm2 need not be asked, which takes long.
    if (byProcess?.leader !== undefined) return byProcess;
    const pane = (await lists.read(0)).get(tag.pane);
    return knownPane(tag, { pane, table, now: now() }) ?? 'gone';
  };
  const act = async (target: Capturable, action: (found: KnownPane) => Promise<void>) => {
    const found = await find(target);
    if (typeof found !== 'string') await action(found);
  };
  /** With the script the pane closes by itself, unless its profile says otherwise. */
  const close = async (found: KnownPane) => {
    await endPane(found);
    const { pane } = found.tag;
    await callIt2(where.env, ['session', 'close', '-f', '-s', pane]).catch(error => {
      if (!(error instanceof It2Error)) throw error;
    });
    removeTag(directory, pane);
  };
  const read = async ({ id, place }: Capturable): Promise<Screen | undefined> => {
    const { pane } = requireOwn(place);
    if (readTag(directory, pane)?.id !== id) return undefined;
    try {
      const told = (await lists.read(freshMs)).get(pane) ?? (await lists.read(0)).get(pane);
      return told && (await readScreen(where.env, told));
    } catch (error) {
      if (error instanceof It2Error && error.isGone) return undefined;
      throw error;
    }
  };
  return {
    name: backendName,
    can: {
      checks: {
        numberQuestions: async numbers => {
          for (const { place, questionNumber } of numbers) {
            const tag = readTag(directory, requireOwn(place).pane);
            if (tag) writeQuestion(tag, questionNumber);
          }
        },
      },
      names: namesOf(where),
    },
    start: async request => {
      const place = await startSession(where, request);
      lists.forget();
      return place;
    },
    list: async () => listingOf((await known()).panes),
    survey: async () => surveyOf(await known(freshMs)),
    capture: async panes => {
      const reads = await Promise.allSettled(panes.map(read));
      const failed = reads.find(each => each.status === 'rejected');
      // One that is slow does not keep the others.
      if (failed && reads.every(each => each.status === 'rejected')) throw failed.reason;
      const screens = panes.flatMap(({ id }, index) => {
        const read = reads[index];
        return read?.status === 'fulfilled' && read.value ? [[id, read.value] as const] : [];
      });
      return new Map(screens);
    },
    history: async (target, lines) => {
      // What cannot be read must not keep a session from being stopped.
      const all = (await read(target).catch(nothingRead))?.lines;
      if (!all) return undefined;
      const written = all.slice(0, all.findLastIndex(line => line !== '') + 1);
      return lines > 0 ? written.slice(-lines) : [];
    },
    deliver: async (target, steps, gapMs) => {
      const own = { ...target, place: requireOwn(target.place) };
      const send = async (text: string) => {
        await callIt2(where.env, ['session', 'send', '-s', own.place.pane, '--', text]);
      };
      return deliverSteps({ find: () => find(own), send }, own, { steps, gapMs });
    },
    attachCommand: place => ({
      argv: [findProgram('it2', where.env) ?? 'it2', 'session', 'focus', requireOwn(place).pane],
      environment: {},
      wayBack: 'It is shown in its pane of iTerm2; Cmd+[ leads back to this one.',
      show: async () => {
        await callIt2(where.env, ['session', 'focus', requireOwn(place).pane]);
      },
    }),
    stop: target => act(target, endProgram),
    end: target => act(target, close),
    clear: target =>
      act(target, async found => {
        if (!found.fact.dead)
          throw new Error(`Session ${target.id} still runs. Stop it before it is cleared.`);
        await close(found);
      }),
    endServer: async () => {},
    giveUpOnce: () => lists.giveUpOnce(),
  };
}

/** With the PATH on which a session found `it2`, for a supervisor that was started without it. */
function withIt2({ env, directory }: Options): NodeJS.ProcessEnv {
  if (findProgram('it2', env) !== undefined) return env;
  const known = readTags(directory).findLast(({ it2 }) => it2 !== undefined)?.it2;
  return known === undefined ? env : { ...env, PATH: `${env['PATH'] ?? ''}:${dirname(known)}` };
}

function nothingRead(error: unknown): undefined {
  if (!(error instanceof It2Error)) throw error;
}

function namesOf(where: Where): Names {
  const { directory } = where;
  return {
    rename: async ({ place, id }, slug) => {
      const tag = readTag(directory, requireOwn(place).pane);
      if (tag?.id !== id) return;
      changeTag(tag, { name: slug });
      await callIt2(where.env, ['session', 'set-name', '-s', tag.pane, '--', slug]);
    },
    // Names that are changed in iTerm2 are not followed.
    note: async () => {},
    groupOf: place => requireOwn(place).pane,
  };
}
