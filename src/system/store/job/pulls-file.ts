import { join } from 'node:path';
import type { PullsRecord } from '../../../core/pulls/pulls.ts';
import { listOf, record, type Typed, text, versionOne } from '../../../core/schema.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { gitHubProblem } from '../../git/github/gh.ts';
import { isThere, jobDirectory, toJson } from './jobs.ts';

/**
 * Records the pull requests of a session; only the supervisor does. Not when the session has been removed meanwhile;
 * throws a sentence for other failures.
 */
export function writePulls(paths: Paths, id: string, record: PullsRecord, durable: boolean): void {
  const directory = jobDirectory(paths, id);
  try {
    writeFileAtomic(join(directory, 'pulls.json'), toJson(record), { durable });
  } catch (error) {
    if (isThere(directory)) throw error;
  }
}

/** Why a host could not be asked about pull requests. */
export type HostProblem = Typed<typeof hostProblem>;
const hostProblem = record({ host: text, ...gitHubProblem.fields });

const problemsFile = record({ version: versionOne, problems: listOf(hostProblem) });

/** Keeps the reasons for `pullsProblem`; the supervisor does, when they change. */
export function writePullsProblems(paths: Paths, problems: readonly HostProblem[]): void {
  writeFileAtomic(problemsPath(paths), toJson({ version: 1, problems }), { durable: false });
}

/** A sentence on why the states of pull requests are not known; undefined while they are. May hold words of `gh`. */
export function pullsProblem(paths: Paths): string | undefined {
  const read = readJson(problemsPath(paths), problemsFile);
  const texts = read.ok ? read.value.problems.map(({ text }) => text) : [];
  return texts.length > 0 ? [...new Set(texts)].join(' ') : undefined;
}

function problemsPath({ daemon }: Paths): string {
  return join(daemon, 'pulls.json');
}
