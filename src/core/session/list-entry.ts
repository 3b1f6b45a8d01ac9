import type { PullRequest } from '../pulls/pulls.ts';
import { pullUrl } from '../pulls/pulls.ts';
import type { Question } from '../question/question.ts';
import { placeEntry, usualBackend } from '../screen/place.ts';
import { isElsewhere } from './adopted.ts';
import { displayName } from './display-name.ts';
import type { Session } from './session.ts';
import { subagentOf } from './subagent.ts';
import { rowSummary } from './trouble.ts';

/** One session as `agents list --json` prints it; times are ms since the epoch. Fields without a value are left out. */
export function listEntry(session: Session) {
  const { spec, userState, status } = session;
  return {
    id: session.id,
    name: displayName(session),
    agent: spec.agent || undefined,
    /** Of Claude Code, when one leads the session. */
    subagent: subagentOf(spec),
    kind: session.unreadable === undefined ? spec.kind : undefined,
    state: status.state,
    /** The same, as `claude agents --json` calls it. */
    status: status.state,
    waitingFor: status.waitingFor,
    summary: rowSummary(status),
    progress: status.progress,
    question: status.question && questionEntry(status.question),
    /** While it runs: the number of one that has ended can be another's by now. */
    pid: status.process === 'alive' ? status.pid : undefined,
    /** What is wrong with its record, which cannot be read: hardly anything else is known then. */
    recordProblem: session.unreadable,
    cwd: spec.cwd || undefined,
    startedAt: status.startedAt,
    endedAt: status.endedAt,
    exitCode: status.exitCode,
    sessionId: status.sessionId ?? spec.sessionId,
    /** Left out for one in a terminal of another program. */
    backend: backendOf(session),
    ...placeEntry(status.place),
    worktree: spec.worktree?.path,
    /** What went wrong when its worktree was made, although it is whole. */
    worktreeTrouble: spec.worktree?.trouble,
    branch: session.work ? session.work.branch : spec.worktree?.branch,
    pinned: userState.pinned ?? false,
    role: spec.role,
    /** Id of the session that started this one. */
    parent: spec.parent,
    host: 'local' as const,
    pullRequests: session.pulls?.map(pullEntry),
  };
}

/** No options where they are not known: an empty list says that there are none. */
function questionEntry({ kind, text, options }: Question) {
  return { text, options: kind === 'prose' || options.length > 0 ? options : undefined };
}

function backendOf(session: Session) {
  if (session.unreadable !== undefined) return undefined;
  if (session.status.claudeJob !== undefined) return 'claude' as const;
  return isElsewhere(session) ? undefined : (session.status.place?.backend ?? usualBackend);
}

/** `state` is `draft` for an open one that is a draft. */
function pullEntry(pull: PullRequest) {
  const { number, state, isDraft, title, checks, review, obstacle, isStale } = pull;
  const shown = state === 'open' && isDraft ? ('draft' as const) : state;
  return { number, url: pullUrl(pull), state: shown, title, checks, review, obstacle, stale: isStale };
}
