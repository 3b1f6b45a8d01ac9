import type { Question } from '../../question/question.ts';
import { isBlank, joinWrapped, oneLine } from '../../screen/screen-text.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { type Entry, entryText } from './claude-turn.ts';

const limit =
  /^(?:⎿\s+)?(?:You've (?:hit|reached) your\b.*\blimit|Claude (?:AI )?usage limit reached|(?:5-hour|Weekly|Session|Opus|Usage) limit reached|API Error\b.*(?:\(429\)|\b429\b|rate limit)|Credit balance\b)/iu;

export function isLimit(text: string): boolean {
  return limit.test(text);
}

/** What the program says of its wait below the limit itself: armed, or given up. */
const notice = /^(?:Automatic continue cancelled\b|Usage limit reached · )/u;

export function isLimitNotice(entry: Entry): boolean {
  return entry.kind === 'message' && notice.test(entryText(entry));
}

const goesOn =
  /^\s*(?:Continuing (?:automatically|shortly)\b.*\besc to cancel|Continuing automatically at\b)/iu;

/** With a login, 2.1.328 waits for the reset and goes on by itself; its wait stands below the composer. */
export function readLimitWait(turn: readonly Entry[], footer: readonly string[]): ScreenReading | undefined {
  const last = turn.findLast(entry => entry.kind !== 'status');
  if (!last || !(isLimitNotice(last) || last.lines.some(isLimit))) return undefined;
  const wait = footer.find(line => goesOn.test(line));
  if (wait === undefined) return undefined;
  const said = /\breached · (continuing .*?)(?: · esc\b.*)?$/iu.exec(entryText(last))?.[1];
  const summary = oneLine(`Usage limit reached · ${said ?? lower(wait.split(' · ')[0]?.trim() ?? '')}`);
  return { state: 'sleeping', waitingFor: 'limit', rule: 'claude.screen.limit-wait', summary };
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

const choice =
  /\blimit to reset\b|\bcontinue automatically\b(?! at usage limit)|\b(?:adjust|raise|remove) .*\bspend limit\b|\bcontinue with usage credits\b|\badmin for more usage\b/iu;

/** What to do about a reached limit: `Stop and wait for limit to reset`, `Upgrade your plan`, … */
export function isLimitMenu({ kind, options }: Question): boolean {
  return kind === 'dialog' && options.some(({ label }) => choice.test(label));
}

/** The last limit of which the transcript tells: `You've hit your 5-hour limit · resets 7:16pm (UTC)`. */
export function lastLimit(transcript: readonly string[]): string | undefined {
  const line = transcript.findLastIndex(each => isLimit(each.trim()));
  if (line < 0) return undefined;
  const next = transcript[line + 1] ?? '';
  const isWrapped = /\b(?:resets?|at|·)$/u.test((transcript[line] ?? '').trimEnd()) && !isBlank(next);
  const text = joinWrapped([transcript[line] ?? '', ...(isWrapped ? [next] : [])]);
  return text.replace(/^⎿\s+/u, '');
}
