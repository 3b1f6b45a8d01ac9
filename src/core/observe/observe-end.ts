import { restartKind } from '../lifecycle/restart.ts';
import { restartWords } from '../lifecycle/restart-words.ts';
import { factsOf } from '../lifecycle/status-facts.ts';
import { besideBackend, usualBackend } from '../screen/place.ts';
import { type Facts, hasShownNothing, isStarting, queuedSummary, startingSummary } from './observe-facts.ts';
import { isAtRest, isBeginning } from './observe-rest.ts';
import { verdictOf, weigh } from './observe-verdict.ts';
import type { Claim, Verdict } from './verdict.ts';

/** The verdict on a session whose program has ended, or whose pane is gone. */
export function weighEnd(facts: Facts): Verdict {
  const { userState, memory, pane, previous, now } = facts;
  const startedAt = previous?.startedAt ?? facts.spec.createdAt;
  const last = lastVerdict(facts);
  const isStopped = userState.stoppedAt !== undefined && userState.stoppedAt >= startedAt;
  const claim = isStopped ? stoppedClaim(now, last) : pane ? exitClaim(facts, last) : goneClaim(facts, last);
  return verdictOf({ ...facts, memory }, [], claim);
}

/** What its last sign of life said. One that had only begun to draw itself is where the run before left it. */
export function lastVerdict(facts: Facts): Verdict {
  const rested = weighRested(facts);
  if (rested) return { ...rested, evidence: [] };
  const last = withoutOwnDialog(facts, weigh(facts));
  const { before } = facts.memory;
  return before && (isBeginning(last) || last.state === 'unknown')
    ? { ...last, ...before, evidence: [] }
    : last;
}

/** A dialog of the program itself (`/logout`, `/bg`) belongs to no turn: what the last one came to stands. */
function withoutOwnDialog({ memory }: Facts, last: Verdict): Verdict {
  if (last.waitingFor !== 'dialog') return last;
  const { waitingFor: _waitingFor, question: _question, ...rest } = last;
  const { lastEvent: event, before } = memory;
  if (!event) return before ? { ...rest, ...before } : last;
  const { says: state, question, text: summary = last.summary } = event;
  return isAtRest({ state, ...(question && { question }) })
    ? { ...rest, state, ...(question && { question }), summary }
    : last;
}

/**
 * The supervisor stops it, or has stopped it, because nobody needed it: what it had come to stays. A stop by a person
 * outweighs that.
 */
export function weighRested(facts: Facts): Verdict | undefined {
  const { userState, previous, spec } = facts;
  const startedAt = previous?.startedAt ?? spec.createdAt;
  const isRested = userState.restedAt !== undefined && userState.restedAt >= startedAt;
  if (!previous || !isRested || (userState.stoppedAt ?? 0) >= startedAt) return undefined;
  const { state, summary, since, end } = previous;
  const claim: Claim = { source: 'process', rule: 'process.rested', at: since, says: state, summary, end };
  return verdictOf(facts, [], claim);
}

export function isQueued({ queued, pane, userState }: Facts): boolean {
  return queued !== undefined && pane === undefined && userState.stoppedAt === undefined;
}

export function weighQueued(facts: Facts): Verdict {
  const { spec, queued = '' } = facts;
  const claim = { source: 'process', rule: 'process.queued', at: spec.createdAt, says: 'queued' } as const;
  return verdictOf(facts, [], { ...claim, summary: queuedSummary(queued) });
}

/** The verdict on a session of which no pane was ever seen. */
export function weighMissing(facts: Facts): Verdict {
  const { userState, previous, now, spec, serverGone, memory } = facts;
  if (userState.stoppedAt !== undefined) return verdictOf(facts, [], stoppedClaim(now, undefined));
  if (previous?.state === 'sleeping') return { ...previous, since: previous.since };
  const isOnItsWay = isStarting(facts);
  const at = { source: 'process', at: isOnItsWay ? (memory.releasedAt ?? spec.createdAt) : now } as const;
  if (isOnItsWay)
    return verdictOf(facts, [], {
      ...at,
      rule: 'process.starting',
      says: 'working',
      summary: startingSummary(spec),
    });
  const why = serverGone ? interrupted(facts, hostIsGone(facts)) : { summary: 'its terminal is gone' };
  return verdictOf(facts, [], { ...at, rule: 'process.missing', says: 'failed', ...why });
}

function stoppedClaim(now: number, last: Verdict | undefined): Claim {
  const hasWords = last && !isBeginning(last) && last.state !== 'unknown' && last.state !== 'needs-input';
  const words = hasWords ? last.summary : 'stopped';
  return { source: 'person', rule: 'person.stopped', at: now, says: 'stopped', summary: words };
}

interface Cut {
  readonly why: string;
  readonly isKilled: boolean;
}

/** What a session lived in, and what is gone with all that lived there. */
function hostIsGone({ previous, spec }: Facts): Cut {
  const backend = previous?.place?.backend ?? spec.backend ?? usualBackend;
  return { why: goneWords[backend] ?? 'the view in which it lived has ended', isKilled: false };
}

const goneWords: Readonly<Record<string, string>> = {
  [usualBackend]: 'the tmux server is gone',
  [besideBackend]: 'its pane in iTerm2 was closed',
};

/** Nothing starts again by itself: the row says how. A shell job that was killed has failed. */
function interrupted(
  { rebooted, spec, agent, memory, previous, now }: Facts,
  { why, isKilled }: Cut,
): Pick<Claim, 'summary' | 'end'> {
  const what = rebooted ? 'interrupted by a reboot' : `interrupted: ${why}`;
  const end = 'interrupted';
  if (spec.kind === 'background') {
    const facts = factsOf({ memory });
    const past = { spec, facts, sessionId: previous?.sessionId, endedAt: previous?.endedAt ?? now };
    return { summary: `${what} · ${restartWords[restartKind(agent, past)]}`, end };
  }
  const words = isKilled ? why : what;
  const output = memory.screen?.summary;
  const summary = spec.kind === 'exec' && output ? `${words} · ${output}` : words;
  return isKilled ? { summary } : { summary, end };
}

function goneClaim(facts: Facts, last: Verdict): Claim {
  const { serverGone, now, memory, spec } = facts;
  if (memory.startProblem !== undefined) {
    const summary = `could not be started: ${memory.startProblem}`;
    return { source: 'process', rule: 'process.not-started', at: now, says: 'failed', summary };
  }
  const isDone = isAtRest(last) && last.state !== 'needs-input' && spec.kind !== 'exec';
  if (serverGone && isDone) {
    // Nothing was cut off: it goes on when it is wanted.
    const { state, summary, since } = last;
    return { source: 'process', rule: 'process.server-gone', at: since, says: state, summary };
  }
  const cut = serverGone ? hostIsGone(facts) : { why: 'killed from outside', isKilled: true };
  return {
    source: 'process',
    rule: serverGone ? 'process.server-gone' : 'process.gone',
    at: now,
    says: 'failed',
    ...interrupted(facts, cut),
  };
}

function exitClaim(facts: Facts, last: Verdict): Claim {
  const { pane, now, spec, memory } = facts;
  if (memory.startProblem !== undefined) return goneClaim(facts, last);
  const at = { source: 'process', at: facts.endedAt ?? now } as const;
  if (pane?.signal) {
    const cut = { why: `killed by ${signalName(pane.signal)}`, isKilled: true };
    return { ...at, rule: 'process.killed', says: 'failed', ...interrupted(facts, cut) };
  }
  const code = pane?.exitCode;
  if (code === undefined)
    return { ...at, rule: 'process.ended', says: 'failed', summary: 'ended, its exit code is not known' };
  const isUnstarted = spec.kind !== 'exec' && hasShownNothing(memory);
  const said = !memory.hasWorked || isUnstarted ? memory.lastWords : undefined;
  const output = spec.kind === 'exec' ? memory.screen?.summary : said;
  if (code !== 0 || isUnstarted) {
    return {
      ...at,
      rule: 'process.exited',
      says: 'failed',
      summary: output ? `exited (${code}): ${output}` : `exited (${code})`,
    };
  }
  if (spec.kind === 'exec')
    return { ...at, rule: 'process.exited', says: 'completed', summary: output ?? 'exited (0)' };
  return { ...at, rule: 'process.exited', ...leaving(facts, last) };
}

/** An agent that was left in good order: how its last turn ended still counts. */
function leaving({ memory }: Facts, last: Verdict): Pick<Claim, 'says' | 'summary'> {
  // Also one that its own service has stopped.
  if (last.state === 'failed' || last.state === 'stopped') return { says: last.state, summary: last.summary };
  if (!memory.hasWorked) return { says: 'stopped', summary: 'exited before its first turn' };
  // Started again, it had begun nothing.
  if (isBeginning(last)) return { says: 'stopped', summary: 'exited before it had begun' };
  if (last.state === 'working' || (last.waitingFor && last.question?.kind !== 'prose')) {
    return { says: 'stopped', summary: 'exited in the middle of a turn' };
  }
  return { says: 'completed', summary: last.summary };
}

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

function signalName(signal: number): string {
  return signals[signal] ?? `signal ${signal}`;
}
