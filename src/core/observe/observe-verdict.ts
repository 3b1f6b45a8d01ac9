import { isGeneral } from '../agents/general/with-general-rules.ts';
import type { SessionFile } from '../agents/shared/agent.ts';
import { isSuspended } from '../lifecycle/suspended.ts';
import { areOptionsToCome, askedWords, type Question } from '../question/question.ts';
import { oneLine } from '../screen/screen-text.ts';
import type { Evidence, ScreenMemory } from '../session/session.ts';
import { type Facts, startingSummary } from './observe-facts.ts';
import { generalClaim, growsMs } from './observe-growth.ts';
import { jobClaim } from './observe-job.ts';
import { goesOn } from './observe-rest.ts';
import { awaitsFirstPrompt, beginning, preparing, starting } from './observe-start.ts';
import { betweenMs, type Claim, type Verdict } from './verdict.ts';

/**
 * Weighs what is known of a living session. An event decides while nothing newer contradicts it: hooks latch, since
 * Esc fires none. Then the session file, as long as the screen is not newer; then the screen.
 */
export function weigh(facts: Facts): Verdict {
  const claims = claimsOf(facts);
  const decided = preparing(facts) ?? goesOn(facts.memory, decide(facts, claims));
  return verdictOf(facts, [claims.event, claims.file, claims.screen], decided);
}

interface Claims {
  readonly event?: Claim | undefined;
  readonly file?: Claim | undefined;
  readonly screen?: Claim | undefined;
}

function claimsOf({ memory, sessionFile, agent, pane, now }: Facts): Claims {
  const { lastEvent, screen } = memory;
  const seen = screen && screenClaim(screen, memory.screenChangedAt);
  return {
    event: lastEvent && {
      source: 'event',
      rule: `${agent?.name ?? 'unknown'}.event.${lastEvent.name}`,
      at: lastEvent.at,
      says: lastEvent.says,
      waitingFor: lastEvent.waitingFor,
      question: lastEvent.question,
      summary: lastEvent.text,
    },
    file: sessionFile && fileClaim(sessionFile),
    screen: seen && jobClaim(memory, generalClaim(memory, seen, now), pane, now),
  };
}

function screenClaim(screen: ScreenMemory, at = 0): Claim {
  const { rule, state: says, waitingFor, question, summary } = screen;
  return { source: 'screen', rule, at, says, waitingFor, question, summary };
}

function fileClaim(file: SessionFile): Claim {
  const at = { source: 'session-file', rule: `session-file.${file.status}`, at: file.updatedAt } as const;
  if (file.status === 'busy') return { ...at, says: 'working' };
  if (file.status === 'idle') return { ...at, says: 'idle' };
  const waitingFor =
    file.waitingFor === 'permission prompt'
      ? 'permission'
      : file.waitingFor === 'input needed'
        ? 'question'
        : 'dialog';
  return {
    ...at,
    says: 'needs-input',
    waitingFor,
    summary: `waits: ${oneLine(file.waitingFor ?? 'a dialog is open', 60)}`,
  };
}

function decide(facts: Facts, { event, file, screen }: Claims): Claim {
  const readable = screen && screen.says !== 'unknown' && !isWeak(screen, event ?? file) ? screen : undefined;
  if (readable?.says === 'sleeping' && event?.says !== 'working') return readable;
  const open = screen && stillOpen(facts, event, screen);
  if (open) return open;
  const newestEvent = event && !contradicts(file, event) ? event : undefined;
  if (newestEvent && isFresh(facts, newestEvent, screen)) return sharpened(newestEvent, readable);
  if (file && readable && !agree(facts, file, readable) && file.at > readable.at) return rested(file, event);
  if (readable) return awaitsFirstPrompt(facts, readable, newestEvent) ?? settled(readable, event);
  if (file) return rested(file, event);
  if (newestEvent && (!screen || newestEvent.at >= screen.at - 2000)) return newestEvent;
  return (
    starting(facts) ??
    betweenScreens(facts, screen) ??
    lastResort(screen, event) ?? {
      source: 'screen',
      rule: screen?.rule ?? 'nothing-known',
      at: facts.now,
      says: 'unknown',
    }
  );
}

/** What only general rules know, unless the agent has told of a turn and of no end. */
function lastResort(screen: Claim | undefined, event: Claim | undefined): Claim | undefined {
  return screen?.says === 'unknown' || event?.says === 'working' ? undefined : screen;
}

/** A rest that general rules have found may be a prompt that was only just sent: what the agent itself told comes first. */
function isWeak(screen: Claim, told: Claim | undefined): boolean {
  return (
    told !== undefined &&
    isGeneral(screen) &&
    (screen.says !== 'needs-input' || !isDialog(screen)) &&
    screen.rule !== 'general.screen.working'
  );
}

/** How long a screen that does not say that the turn is over has to stand still; ms. */
const stillMs = 8000;

/** A turn that was begun, or whose words are still coming in, goes on until the screen or an event says that it is over. */
function stillOpen({ memory, now }: Facts, event: Claim | undefined, screen: Claim): Claim | undefined {
  if (!memory.screen?.mayGoOn) return undefined;
  const goesOn = event ? event.says === 'working' || isDialog(event) : now - screen.at < stillMs;
  if (!goesOn) return undefined;
  const { source, rule, at, summary } = screen;
  return { source, rule: `${rule}-open`, at, says: 'working', summary };
}

/** A newer session file that says otherwise: the hooks were silent about what happened since. */
function contradicts(file: Claim | undefined, event: Claim): boolean {
  return file !== undefined && file.at > event.at && restOf(file) !== restOf(event);
}

/** A dialog that is open stays open, whatever else goes on; and a screen is drawn a moment after its event. */
function isFresh({ now, previous }: Facts, event: Claim, screen: Claim | undefined): boolean {
  if (screen && isDialog(screen) && event.says === 'working') return false;
  if (!screen || event.at >= screen.at) return true;
  const wasSeen = previous?.state === 'needs-input' && isRead(previous.question);
  const ends = event.says !== 'working' && event.says !== 'idle';
  return screen.says === 'working' && ends && !wasSeen && now - event.at < 1000;
}

/** Its options were seen on the screen. */
function isRead(question: Question | undefined): boolean {
  return question !== undefined && question.options.length > 0 && !areOptionsToCome(question);
}

function isDialog(claim: Claim): boolean {
  return claim.says === 'needs-input' && claim.question?.kind !== 'prose';
}

/** The screen knows the options of a question of which the event told only the kind. */
function sharpened(event: Claim, screen: Claim | undefined): Claim {
  const isSameKind = screen?.question !== undefined && screen.question.kind === event.question?.kind;
  return isSameKind
    ? { ...event, question: screen.question, summary: event.summary ?? screen.summary }
    : event;
}

function agree({ memory }: Facts, file: Claim, screen: Claim): boolean {
  return restOf(file) === restOf(screen) || (file.says === 'idle' && memory.screen?.inBackground === true);
}

/** The three things that a session file can tell apart. */
function restOf(claim: Claim): 'working' | 'dialog' | 'rest' {
  if (claim.says === 'working') return 'working';
  return claim.source === 'session-file'
    ? claim.says === 'idle'
      ? 'rest'
      : 'dialog'
    : isDialog(claim)
      ? 'dialog'
      : 'rest';
}

/** A session file tells only the kind; how the turn ended, or what is asked, is known from the last event. */
function rested(file: Claim, event: Claim | undefined): Claim {
  if (!event || restOf(file) !== restOf(event)) return file;
  return { ...file, ...detailsOf(event) };
}

function detailsOf({ says, waitingFor, question, summary }: Claim): Partial<Claim> {
  return { says, waitingFor, question, summary };
}

/** An empty screen after a finished turn (a command of the program, a cleared view) does not undo the turn. */
function settled(screen: Claim, event: Claim | undefined): Claim {
  if (!event || restOf(event) !== 'rest') return screen;
  const isEmpty = screen.says === 'idle' && !screen.summary;
  // OpenCode draws an error like a prompt: a turn that was interrupted has not failed, however often it is drawn again.
  const isInterrupted = screen.says === 'failed' && event.says === 'idle' && event.summary === 'interrupted';
  return isEmpty || isInterrupted ? { ...screen, ...detailsOf(event) } : screen;
}

/** A prompt that was only just sent, a screen drawn in part: what was known still holds. */
function betweenScreens({ previous, now }: Facts, screen: Claim | undefined): Claim | undefined {
  const limitMs = screen && isGeneral(screen) ? growsMs : betweenMs;
  if (!screen || !previous || previous.process !== 'alive' || now - screen.at >= limitMs) return undefined;
  const { state, waitingFor, question, summary } = previous;
  return { source: 'screen', rule: screen.rule, at: screen.at, says: state, waitingFor, question, summary };
}

/** The verdict of one claim, with all that was weighed. */
export function verdictOf(facts: Facts, claims: readonly (Claim | undefined)[], decided: Claim): Verdict {
  const weighed = claims
    .filter(claim => claim !== undefined && claim.source !== decided.source)
    .map(claim => evidenceOf(claim ?? decided));
  return {
    state: decided.says,
    ...(decided.waitingFor && { waitingFor: decided.waitingFor }),
    ...(decided.question && { question: decided.question }),
    summary: oneLine(summaryOf(facts, decided)),
    ...(decided.end && { end: decided.end }),
    since: decided.at,
    evidence: [{ ...evidenceOf(decided), decided: true }, ...weighed],
  };
}

function evidenceOf({ source, rule, at, says }: Claim): Evidence {
  return { source, rule, at, says };
}

/** What is asked, else what is being done, else the last words. */
function summaryOf({ memory, previous, spec }: Facts, decided: Claim): string {
  if (decided.says === 'needs-input') return askedWords(decided);
  const isFirst = previous === undefined || [beginning, startingSummary(spec)].includes(previous.summary);
  const isOver =
    previous?.state === 'needs-input' || (previous && isSuspended({ status: previous })) === true;
  const known = isFirst || isOver ? undefined : previous.summary;
  if (decided.says !== 'working' || decided.source === 'process')
    return decided.summary ?? known ?? spec.firstLine;
  const seen = memory.screen?.state === 'working' ? memory.screen.summary : undefined;
  const told = memory.lastEvent?.says === 'working' ? memory.lastEvent.text : undefined;
  return (
    memory.activity ??
    seen ??
    told ??
    decided.summary ??
    (previous?.state === 'working' ? known : undefined) ??
    spec.firstLine
  );
}
