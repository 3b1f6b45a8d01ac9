import { join } from 'node:path';
import type { PullsRecord } from '../../../core/pulls/pulls.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { isNumber, isShaped, isString, listOf, oneOf, optional } from '../../files/shape.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import type { GitHubProblem } from '../../git/github/gh.ts';
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
export interface HostProblem extends GitHubProblem {
  readonly host: string;
}

interface ProblemsFile {
  readonly version: 1;
  readonly problems: readonly HostProblem[];
}

const isProblemsFile = isShaped<ProblemsFile>({
  version: oneOf([1]),
  problems: listOf(
    isShaped<HostProblem>({
      host: isString,
      kind: oneOf(['missing', 'logged-out', 'rate-limited', 'failed']),
      text: isString,
      until: optional(isNumber),
    }),
  ),
});

/** Keeps the reasons for `pullsProblem`; the supervisor does, when they change. */
export function writePullsProblems(paths: Paths, problems: readonly HostProblem[]): void {
  writeFileAtomic(problemsPath(paths), toJson({ version: 1, problems }), { durable: false });
}

/** A sentence on why the states of pull requests are not known; undefined while they are. May hold words of `gh`. */
export function pullsProblem(paths: Paths): string | undefined {
  const read = readJson(problemsPath(paths), isProblemsFile);
  const texts = read.ok ? read.value.problems.map(({ text }) => text) : [];
  return texts.length > 0 ? [...new Set(texts)].join(' ') : undefined;
}

function problemsPath({ daemon }: Paths): string {
  return join(daemon, 'pulls.json');
}
