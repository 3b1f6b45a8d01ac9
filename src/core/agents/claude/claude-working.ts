import { joinWrapped, oneLine } from '../../screen/screen-text.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { type Entry, entryText } from './claude-turn.ts';

/** What tells that a turn goes on: the status above the composer, else the hints of the program below it. */
export function readWorking(turn: readonly Entry[], footer: readonly string[]): ScreenReading | undefined {
  const last = turn.at(-1);
  const status = last?.kind === 'status' ? entryText(last) : '';
  const retry = readRetry(status);
  if (retry) return retry;
  const waits = /^Waiting for \d+ /u.test(status) || /\b\d+ [a-z ]*\bstill running\b/u.test(status);
  if (waits)
    return {
      state: 'working',
      rule: 'claude.screen.background',
      summary: oneLine(status),
      inBackground: true,
    };
  const hints = hintsOf(footer);
  const isBusy = /^\S.*…/u.test(status) || (canInterrupt.test(hints) && !hasEnded(status));
  if (!isBusy) return undefined;
  const doing = turn.findLast(entry => isDoing(entry))?.lines[0]?.trim();
  // A single word before the dots is decoration.
  const summary = oneLine(withoutClock(doing || (/^\S+…/u.test(status) ? '' : status)));
  return { state: 'working', rule: 'claude.screen.working', ...(summary !== '' && { summary }) };
}

function readRetry(status: string): ScreenReading | undefined {
  const [, attempt, most] = /\b(?:retrying|next try)\b.*\battempt (\d+)(?:\/(\d+))?/iu.exec(status) ?? [];
  const isRetry = attempt !== undefined || /\bwill retry in\b/u.test(status);
  if (!isRetry) return undefined;
  const summary = ['retrying', attempt && (most ? `${attempt}/${most}` : `, attempt ${attempt}`)];
  return {
    state: 'working',
    rule: 'claude.screen.retrying',
    summary: summary.filter(Boolean).join(' ').replace(' ,', ','),
  };
}

const canInterrupt = /\besc to (?:interrupt\b|[a-z]*…)/u;

/** `Brewed for 3s · done 8:38 AM`: the turn is over, whatever stands below. */
function hasEnded(status: string): boolean {
  return / for (?:\d+[dhms]\s?)+(?:\s·|$)/u.test(status);
}

/** `  ⏸ manual mode on · esc to interrupt`, in Vim mode behind `-- INSERT --`; older versions name no mode. */
const modeLine = /^\s{1,4}(?:-- [A-Z ]+ --\s+)?[⏸⏵]/u;
const hintLine = /^\s{1,4}(?:-- [A-Z ]+ --|esc to |\? for |← for |↓ to |ctrl\+|shift\+)/u;

/** The lines of the program itself: above them stands the status line of the person's own, whatever that says. */
function hintsOf(footer: readonly string[]): string {
  const mode = footer.findLastIndex(line => modeLine.test(line));
  const start = mode >= 0 ? mode : footer.findLastIndex(line => hintLine.test(line));
  return start < 0 ? '' : joinWrapped(footer.slice(start));
}

function isDoing(entry: Entry): boolean {
  return (entry.kind === 'message' || entry.kind === 'tool') && !isLoneVerb(entry);
}

/** `● Computing…`: without animations the status has the mark of a message. */
function isLoneVerb(entry: Entry): boolean {
  return /^\p{Lu}[\p{L}-]*…$/u.test(entry.lines[0]?.trim() ?? '');
}

/** `Sleeping · 3s` and `Brewing… (5s · ↓ 14 tokens)` without what counts on. */
function withoutClock(text: string): string {
  return text.replace(/\s*[·(]\s*(?:\d+h )?(?:\d+m )?\d+s\b.*$/u, '');
}
