import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { withClaim } from '../../system/processes/lock-file.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import type { StartRequest } from '../backend.ts';
import { choosePane } from './choose-pane.ts';
import { callIt2, It2Error } from './it2.ts';
import { readProgress, readTags, removeTag, type Tag, type TaggedPane, writeTag } from './pane-records.ts';
import { environmentLines, paneScript, shellLine } from './pane-script.ts';
import { listPanes } from './panes.ts';
import { backendName, type ItermPlace, isPaneId, paneAround } from './place.ts';

export interface Where {
  readonly env: NodeJS.ProcessEnv;
  /** Of the tags: `panesDirectory`. */
  readonly directory: string;
  readonly wakeFile: string;
  /** ms since the epoch. */
  readonly now: () => number;
  /** How long the shell of a new pane may take to start the session. */
  readonly beginMs: number;
}

/** How long others may take for panes of theirs. */
const claimMs = 60_000;

/**
 * Splits a pane off and has its shell become the session. What runs there is the tag itself, a script in the directory that
 * names pane and session: so nothing of a session runs without it. Throws a sentence.
 */
export async function startSession(where: Where, request: StartRequest): Promise<ItermPlace> {
  checkRequest(request);
  mkdirSync(where.directory, { recursive: true, mode: 0o700 });
  // Several at once would all split the same pane.
  const tagged = await withClaim(join(where.directory, 'start.lock'), claimMs, () => open(where, request));
  await untilBegun(where, tagged);
  if (process.stdout.isTTY) await giveFocusBack(where, tagged);
  // For people alone, who can do without.
  void callIt2(where.env, ['session', 'set-name', '-s', tagged.pane, '--', tagged.name]).catch(() => {});
  return { backend: backendName, pane: tagged.pane };
}

function checkRequest({ id, slug, argv }: StartRequest): void {
  const cannot = `Session ${id.slice(0, 64)} cannot start:`;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id))
    throw new Error('A session id may hold only letters, digits, - and _. The job directory may be damaged.');
  if (!/^[a-z0-9-]{1,100}$/.test(slug)) throw new Error(`${cannot} its slug may hold only a-z, 0-9 and -.`);
  if (argv.length === 0) throw new Error(`${cannot} it has no program.`);
}

async function open(where: Where, request: StartRequest): Promise<TaggedPane> {
  const { directory, env, wakeFile } = where;
  const { id, slug, argv, bracketsPastes } = request;
  // First: a state directory that no shell could be told of opens no pane.
  shellLine(join(directory, 'script.sh'));
  const environment = environmentLines(request.environment ?? env);
  const leader = paneAround(request.environment ?? {}) ?? paneAround(env);
  const since = where.now();
  const pane = await split(where, leader);
  const script = paneScript({ directory: join(directory, pane), id, argv, wakeFile });
  const tag: Tag = {
    ...{ id, name: slug, since },
    ...(leader !== undefined && { leader }),
    ...(bracketsPastes && { bracketsPastes }),
    ...pathOfIt2(env),
  };
  try {
    const tagged = writeTag(directory, pane, { tag, files: { environment, 'script.sh': script } });
    await callIt2(env, ['session', 'run', '-s', pane, '--', shellLine(join(tagged.directory, 'script.sh'))]);
    return tagged;
  } catch (error) {
    await abandon(where, pane);
    throw error;
  }
}

function pathOfIt2(env: NodeJS.ProcessEnv): Pick<Tag, 'it2'> {
  const it2 = findProgram('it2', env);
  return it2 === undefined ? {} : { it2 };
}

/** A pane can be closed between the list and the split: then it is chosen again. */
async function split({ env, directory }: Where, leader: string | undefined): Promise<string> {
  const refused = new Set<string>();
  for (;;) {
    const panes = [...(await listPanes(env)).values()].filter(({ id }) => !refused.has(id));
    const own = readTags(directory);
    const chosen = choosePane(panes, { own, leader });
    try {
      return readPaneId(await callIt2(env, ['session', 'split', ...chosen.words]));
    } catch (error) {
      if (!(error instanceof It2Error && error.isGone) || chosen.pane === undefined) throw noPane(error);
      refused.add(chosen.pane);
    }
  }
}

function noPane(error: unknown): unknown {
  if (error instanceof It2Error && error.isGone)
    return new It2Error('iTerm2 has no window in which a pane could be opened.', 'Open one, and try again.', {
      cause: error,
    });
  return error;
}

function readPaneId(output: string): string {
  const id = /Created new pane: (\S+)/.exec(output)?.[1] ?? '';
  if (isPaneId(id)) return id;
  throw new It2Error('it2 session split did not tell the id of the new pane.', 'Close that pane by hand.');
}

/** The shell of a pane reads its own files first, which can take seconds. */
async function untilBegun(where: Where, tagged: TaggedPane): Promise<void> {
  const deadline = performance.now() + where.beginMs;
  while (readProgress(tagged).pid === undefined) {
    if (performance.now() > deadline) {
      await abandon(where, tagged.pane);
      throw new It2Error(
        `The shell in the new pane of iTerm2 did not start session ${tagged.id} within ${Math.round(where.beginMs / 1000)} s.`,
        'The pane was closed. Open one by hand and look what its shell waits for.',
      );
    }
    await wait(20);
  }
}

/** Without its script a shell that is late starts nothing. */
async function abandon({ env, directory }: Where, pane: string): Promise<void> {
  removeTag(directory, pane);
  await callIt2(env, ['session', 'close', '-f', '-s', pane]).catch(() => {});
}

/** iTerm2 gives the keys to each new pane, and they were meant for the one in which a person types. */
async function giveFocusBack({ env }: Where, { leader }: TaggedPane): Promise<void> {
  if (leader !== undefined) await callIt2(env, ['session', 'focus', leader]).catch(() => {});
}
