import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../../../core/errors/user-error.ts';
import { findByWord } from '../../../core/find/find.ts';
import { directoryOf } from '../../../core/session/directory.ts';
import type { Session, Spec } from '../../../core/session/session.ts';
import { shortAgo } from '../../../core/text/age.ts';
import { safeJson, safePath } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { openRecordsWorld } from '../../../operations/context/records-world.ts';
import type { DirectoryIdentity } from '../../../system/files/find-directory.ts';
import { repositoryRoot } from '../../../system/git/repository-root.ts';
import {
  type DirectoryLocation,
  directoryLocation,
  location,
} from '../../../system/store/daemon/directory-location.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { readSessions } from '../../words.ts';

const { options, usage } = verbTable.path;

/** A directory that someone asks for by a name. */
interface Wanted {
  readonly what: string;
  readonly path: string;
  readonly identity: DirectoryIdentity | undefined;
  /** Where it is that of a session. */
  readonly spec?: Spec;
  /** When a session last did something there; ms. */
  readonly seenAt: number;
}

/**
 * `agents path <id|name|project>`: one line on standard output, or a sentence about a directory
 * that has moved and exit code 1.
 */
export async function path(words: readonly string[], shell: Shell): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options });
  const [word, extra] = positionals;
  if (word === undefined || extra !== undefined) throw new UsageError('Which session or project?', usage);
  const world = openRecordsWorld(shell.env, shell);
  const sessions = readSessions({ shell, world });
  const wanted = wantedDirectory(sessions, word);
  const place = placeOf(wanted, sessions);
  const answer = { ...place, path: wanted.path, lastSeenAt: wanted.seenAt };
  if (values.json) shell.output.write(`${safeJson(answer, 2)}\n`);
  else if (place.state === 'there')
    shell.output.write(`${shell.output.isTTY ? safePath(wanted.path) : wanted.path}\n`);
  const problem = problemOf(wanted, place, world.now());
  if (problem !== undefined) shell.writeError(`agents: ${problem}\n`);
  return place.state === 'there' ? 0 : 1;
}

function wantedDirectory(sessions: readonly Session[], word: string): Wanted {
  const found = findByWord(sessions, word);
  if ('session' in found && found.isWhole) return ofSession(found.session);
  const named = projectsNamed(sessions, name => name === word);
  if (named.length === 0 && 'session' in found) return ofSession(found.session);
  const problem = 'problem' in found ? found.problem : undefined;
  if (named.length === 0 && problem?.code === 'several-sessions') throw problem;
  const projects = named.length > 0 ? named : projectsNamed(sessions, name => name.startsWith(word));
  const [only] = projects;
  if (only && projects.length === 1) return only;
  if (projects.length === 0)
    throw new UserError(
      'no-session',
      `${problem?.message ?? ''} No project that a session worked in has that name, either.`,
    );
  const some = projects.slice(0, 8).map(project => safeText(project.path));
  throw new Error(
    `"${safeText(word)}" could be ${projects.length} projects: ${some.join(', ')}. Name a session in it.`,
  );
}

/** Where it works: its worktree, where it has one. */
function ofSession(session: Session): Wanted {
  const { spec } = session;
  return { ...ofDirectory(session), path: spec.cwd, spec };
}

/** The directory that was asked for. */
function ofDirectory(session: Session): Wanted {
  const { spec, userState, status } = session;
  const seenAt = status.endedAt ?? status.since;
  return { what: userState.name ?? spec.name, path: directoryOf(session), identity: spec.directory, seenAt };
}

/** Repositories, and directories outside of one, in which sessions were started; by the last part of their path. */
function projectsNamed(sessions: readonly Session[], isMeant: (name: string) => boolean): readonly Wanted[] {
  const projects = new Map<string, Wanted>();
  for (const session of sessions) {
    const own = ofDirectory(session);
    const root = repositoryRoot(own.path) ?? own.path;
    const path = isMeant(basename(own.path)) && !isMeant(basename(root)) ? own.path : root;
    if (!isMeant(basename(path))) continue;
    const seenAt = Math.max(own.seenAt, projects.get(path)?.seenAt ?? 0);
    const identity = path === own.path ? own.identity : undefined;
    projects.set(path, {
      what: basename(path),
      path,
      seenAt,
      identity: identity ?? projects.get(path)?.identity,
    });
  }
  return [...projects.values()];
}

function placeOf({ path, identity, spec }: Wanted, sessions: readonly Session[]): DirectoryLocation {
  const others = [...new Set(sessions.map(directoryOf))];
  return spec ? directoryLocation(spec, others) : location(path, identity, others);
}

function problemOf(
  { what, path, seenAt }: Wanted,
  place: DirectoryLocation,
  now: number,
): string | undefined {
  const name = safeText(what);
  const lost = `the directory of "${name}", ${safeText(path)},`;
  if (place.state === 'moved') return `${lost} has moved: it is ${safeText(place.movedTo)} now.`;
  if (place.state === 'gone')
    return `${lost} is no longer there. It was last used ${shortAgo(now - seenAt)}.`;
  return undefined;
}
