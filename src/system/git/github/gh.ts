import { isRecord, number, oneOf, optional, record, type Typed, text } from '../../../core/schema.ts';
import { reasonOf } from '../../files/reason.ts';
import { findProgram } from '../../programs/find-program.ts';
import { run } from '../../run/run.ts';

/** Why GitHub could not be asked. `text` is a sentence; it may hold words of `gh`. */
export type GitHubProblem = Typed<typeof gitHubProblem>;
export const gitHubProblem = record({
  kind: oneOf(['missing', 'logged-out', 'rate-limited', 'failed']),
  text,
  /** When it may be asked again, where it says so; ms since the epoch. */
  until: optional(number),
});

export type GitHubAnswer =
  | {
      readonly ok: true;
      /** `data` of the GraphQL answer; may lack a part that could not be had. */
      readonly data: Readonly<Record<string, unknown>>;
      /** Names in `data.repository` of what does not exist; what could not be had otherwise is not among them. */
      readonly gone: readonly string[];
      /** Requests left until the limit is set again, where it says so. */
      readonly left?: number;
    }
  | ({ readonly ok: false } & GitHubProblem);

interface Request {
  readonly host: string;
  /** JSON of a GraphQL request; given on standard input. */
  readonly body: string;
  readonly env: NodeJS.ProcessEnv;
  readonly now: number;
}

const timeoutMs = 20_000;

/**
 * One GraphQL request through the person's `gh`, which has their login; never throws. Headers come with the answer
 * (`-i`), since the moment when a limit ends stands nowhere else.
 */
export async function askGitHub({ host, body, env, now }: Request): Promise<GitHubAnswer> {
  const gh = findProgram('gh', env);
  if (!gh) return { ok: false, kind: 'missing', text: 'gh is not installed (https://cli.github.com).' };
  const words = ['api', 'graphql', '--hostname', host, '-i', '--input', '-'];
  try {
    const options = { cwd: '/', input: body, timeoutMs, mayFail: true, environment };
    return readAnswer(host, await run(gh, words, options), now);
  } catch (error) {
    return { ok: false, kind: 'failed', text: `GitHub could not be asked: ${reasonOf(error)}` };
  }
}

/** No questions, colours, pagers or news, whatever the person has set. */
const environment = {
  GH_PROMPT_DISABLED: '1',
  GH_NO_UPDATE_NOTIFIER: '1',
  GH_FORCE_TTY: undefined,
  GH_DEBUG: undefined,
  GH_PAGER: undefined,
  DEBUG: undefined,
  NO_COLOR: '1',
  CLICOLOR_FORCE: undefined,
};

interface Output {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `gh help exit-codes`: authentication is needed. */
const notLoggedIn = 4;

function readAnswer(host: string, { exitCode, stdout, stderr }: Output, now: number): GitHubAnswer {
  const { status, headers, body } = parts(stdout);
  if (exitCode === notLoggedIn || status === 401) {
    const text = `gh is not logged in at ${host}: run gh auth login${host === 'github.com' ? '' : ` -h ${host}`}.`;
    return { ok: false, kind: 'logged-out', text };
  }
  const json = parsed(body);
  const said = messageOf(json) ?? (stderr.trim().split('\n').at(-1) || `exit code ${exitCode}`);
  if (isRateLimited(json, status, said)) return rateLimited(headers, said, now);
  const data = json['data'];
  // One missing pull request makes the whole call fail, with the others in `data`.
  if (status === 200 && isRecord(data) && Object.values(data).some(isRecord)) {
    const left = Number(headers.get('x-ratelimit-remaining') ?? Number.NaN);
    return { ok: true, data, gone: goneOf(json), ...(Number.isFinite(left) && { left }) };
  }
  return { ok: false, kind: 'failed', text: `${host} did not answer: ${said.slice(0, 300)}` };
}

/** `HTTP/2.0 200 OK`, headers, an empty line, the body; only the body where there was no answer. */
function parts(stdout: string) {
  const match = /^HTTP\/\S+ (\d{3})[^\n]*\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(stdout);
  const headers = new Map<string, string>();
  for (const line of (match?.[2] ?? '').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return { status: Number(match?.[1] ?? 0), headers, body: match?.[3] ?? '' };
}

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function errorsOf(json: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(json['errors']) ? json['errors'].filter(isRecord) : [];
}

function goneOf(json: Readonly<Record<string, unknown>>): readonly string[] {
  return errorsOf(json).flatMap(({ type, path }) =>
    type === 'NOT_FOUND' && Array.isArray(path) && typeof path[1] === 'string' ? [path[1]] : [],
  );
}

function messageOf(json: Readonly<Record<string, unknown>>): string | undefined {
  const message = json['message'] ?? errorsOf(json)[0]?.['message'];
  return typeof message === 'string' ? message : undefined;
}

function isRateLimited(json: Readonly<Record<string, unknown>>, status: number, said: string): boolean {
  if (errorsOf(json).some(error => error['type'] === 'RATE_LIMITED')) return true;
  return status === 429 || (status === 403 && /rate limit|abuse/i.test(said));
}

const minuteMs = 60_000;

/** https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
function rateLimited(headers: ReadonlyMap<string, string>, said: string, now: number): GitHubAnswer {
  const after = Number(headers.get('retry-after') ?? 0) * 1000;
  const isSpent = headers.get('x-ratelimit-remaining') === '0';
  const reset = isSpent ? Number(headers.get('x-ratelimit-reset') ?? 0) * 1000 : 0;
  const until = Math.min(now + 60 * minuteMs, Math.max(now + (after || minuteMs), reset));
  const time = new Date(until).toTimeString().slice(0, 5);
  return {
    ok: false,
    kind: 'rate-limited',
    until,
    text: `GitHub limits requests; asked again at ${time}. It said: ${said.slice(0, 200)}`,
  };
}
