import { linkSync, lstatSync, renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { queuedSummary, startingSummary } from '../../../core/observe/observe-facts.ts';
import { type PullsRecord, pullsSchema } from '../../../core/pulls/pulls.ts';
import { isRecord, wrongField } from '../../../core/schema.ts';
import { safeName } from '../../../core/session/names.ts';
import {
  type Session,
  type Spec,
  type Status,
  specSchema,
  type UserState,
  userStateSchema,
} from '../../../core/session/session.ts';
import type { Unreadable } from '../../../core/session/unreadable.ts';
import { type Work, workSchema } from '../../../core/worktree/worktree.ts';
import { directoryProblem } from '../../files/own-files.ts';
import type { Paths } from '../../files/paths.ts';
import type { ReadResult } from '../../files/read-file.ts';
import { readJson, readText } from '../../files/read-file.ts';
import { isThere, jobDirectory, noSuchSession } from './jobs.ts';
import { queuedReason } from './queue.ts';
import { type StatusRecord, statusOf, statusRecordSchema } from './status-record.ts';

export function isBadJob(job: Session | Unreadable): job is Unreadable {
  return 'problem' in job;
}

/**
 * One session from its files. UserState and state may be missing; when they are damaged they are renamed to
 * `….bad-<ms>` and the defaults are used, since both can be made again and the spec cannot.
 */
export function readSession(paths: Paths, id: string): Session | Unreadable {
  const directory = jobDirectory(paths, id);
  const wrong = directoryProblem(directory);
  if (wrong !== undefined) {
    const advice = `${directory} is not used: ${wrong}. Put the directory back, or move away what is there.`;
    return badJob(directory, id, isThere(directory) ? advice : noSuchSession(id));
  }
  const read = readSpec(directory, id);
  if (!read.ok) return { ...badJob(directory, id, read.problem), ...nameLeft(directory) };
  const spec = read.value;
  const { pulls } = readPulls(directory);
  const work = spec.worktree && readWork(directory);
  return {
    id,
    spec: withSafeName(spec),
    userState: withSafeName(readUserState(directory)),
    status: readStatus(paths, spec),
    ...(pulls.length > 0 && { pulls }),
    ...(work && { work }),
  };
}

export function badJob(directory: string, id: string, problem: string): Unreadable {
  return { id, problem, since: lstatSync(directory, { throwIfNoEntry: false })?.mtimeMs ?? 0 };
}

/** The name that a person gave it, or the one in its spec, of which perhaps only the beginning is there. */
function nameLeft(directory: string): Pick<Unreadable, 'name'> {
  try {
    const userState = readJson(join(directory, 'marks.json'), userStateSchema);
    const [, written = '""'] =
      /"name":\s*("(?:[^"\\]|\\.)*")/.exec(readText(join(directory, 'spec.json')) ?? '') ?? [];
    const name = safeName((userState.ok && userState.value.name) || String(JSON.parse(written)));
    return name === '' ? {} : { name };
  } catch {
    return {};
  }
}

/** Also where something else than we wrote it. */
function withSafeName<T extends { readonly name?: string; readonly role?: string }>(record: T): T {
  const { name, role } = record;
  return {
    ...record,
    ...(name !== undefined && { name: safeName(name) }),
    ...(role !== undefined && { role: safeName(role) }),
  };
}

/** The pull requests that were found; what is damaged is set aside, and they are found again. */
export function readPulls(directory: string): PullsRecord {
  const path = join(directory, 'pulls.json');
  const read = readJson(path, pullsSchema);
  if (read.ok) return read.value;
  if (read.why === 'damaged') setAside(path, pullsSchema);
  return { version: 1, pulls: [], mentions: [] };
}

/** A cache; what is wrong is read again by the supervisor. */
function readWork(directory: string): Work | undefined {
  const read = readJson(join(directory, 'work.json'), workSchema);
  return read.ok ? read.value : undefined;
}

/** What the person set; what is damaged is set aside. */
export function readUserState(directory: string): UserState {
  const path = join(directory, 'marks.json');
  const read = readJson(path, userStateSchema);
  if (read.ok) return read.value;
  if (read.why === 'damaged') setAside(path, userStateSchema);
  return { version: 1 };
}

function readSpec(directory: string, id: string): ReadResult<Spec> {
  const path = join(directory, 'spec.json');
  const read = readJson(path, isRecord, { isExpected: true });
  if (!read.ok) return read;
  const field = wrongField(read.value, specSchema.fields) ?? (read.value['id'] === id ? undefined : 'id');
  if (field === undefined) return { ok: true, value: read.value as unknown as Spec };
  const why = field === 'version' ? 'It may come from a newer agents.' : 'The session cannot be shown.';
  return { ok: false, problem: `${path}: "${field}" is missing or wrong. ${why}`, why: 'damaged' };
}

function readStatus(paths: Paths, spec: Spec): Status {
  const path = join(jobDirectory(paths, spec.id), 'state.json');
  const isOwn = (value: unknown): value is StatusRecord => statusRecordSchema(value) && value.id === spec.id;
  const read = readJson(path, isOwn, { isExpected: true });
  if (read.ok) return withEnd(statusOf(read.value));
  if (read.why === 'missing') return justDispatched(paths, spec);
  if (read.why === 'damaged') setAside(path, isOwn);
  return { ...nothingKnown(spec), state: 'unknown', summary: damaged[read.why] };
}

/** An ended session is not concluded again: one of an earlier version has its end in its words alone. */
function withEnd(status: Status): Status {
  const isCutOff = status.state === 'failed' && status.process === 'exited' && status.end === undefined;
  return isCutOff && status.summary.startsWith('interrupted') ? { ...status, end: 'interrupted' } : status;
}

const damaged = {
  damaged: 'state.json was damaged and is set aside',
  unreadable: 'state.json cannot be read',
} as const;

function justDispatched(paths: Paths, spec: Spec): Status {
  const reason = queuedReason(paths, spec.id);
  const known = nothingKnown(spec);
  return reason === undefined ? known : { ...known, state: 'queued', summary: queuedSummary(reason) };
}

function nothingKnown(spec: Spec): Status {
  return {
    version: 1,
    id: spec.id,
    state: 'working',
    questionNumber: 0,
    summary: startingSummary(spec),
    process: 'none',
    startedAt: spec.createdAt,
    since: spec.createdAt,
    evidence: [],
    memory: {},
  };
}

/** Renames a damaged file; when its writer has put a good one there in the meantime, that one is put back. */
export function setAside<T>(path: string, check: (value: unknown) => value is T): void {
  const aside = `${path}.bad-${Date.now()}`;
  try {
    renameSync(path, aside);
    if (!readJson(aside, check).ok) return;
    linkSync(aside, path);
    unlinkSync(aside);
  } catch {
    // Read-only, or another process was first: the defaults serve either way.
  }
}
