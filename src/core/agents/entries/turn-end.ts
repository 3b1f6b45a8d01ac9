import { joinWrapped, oneLine } from '../../screen/screen-text.ts';
import { lastWords, questionInProse } from '../claude/claude-turn.ts';
import type { ScreenReading } from '../shared/agent.ts';

/** One entry of the transcript of Gemini CLI and of programs that draw theirs alike, from its mark to the next one. */
export interface Entry {
  readonly kind: 'prompt' | 'message' | 'tool' | 'notice' | 'warning' | 'error';
  /** Lines with mark, frame and indentation taken away. */
  readonly lines: readonly string[];
}

interface Reader {
  /** Its name, with which the rules begin. */
  readonly agent: string;
  /** The program itself says that nothing goes on. */
  readonly isReady: boolean;
}

/** How the last turn has ended, by what stands above the prompt; undefined where nothing of one is to be seen. */
export function readEnd(turn: readonly Entry[], { agent, isReady }: Reader): ScreenReading | undefined {
  const end = turn.findLastIndex(entry => entry.kind !== 'tool' && !isAside(entry));
  const last = turn[end];
  if (!last) return undefined;
  // On a small screen this is all that is left of an error.
  if (isFailureNotice(last)) return readFailure(turn.slice(0, end).findLast(isText) ?? last, agent);
  if (last.kind === 'notice')
    return { state: 'idle', rule: `${agent}.screen.interrupted`, summary: 'interrupted' };
  if (last.kind === 'error') return readFailure(last, agent);
  if (last.kind === 'message') return readFinished(last, agent);
  // A command of the program prints no message; a prompt alone has only just been sent.
  const isCommand = /^[/?!]/u.test(last.lines[0] ?? '') || turn.at(-1)?.kind === 'notice';
  return isCommand || isReady ? undefined : { state: 'unknown', rule: `${agent}.screen.submitted` };
}

/** Notices and warnings tell about the turn; only those about its end count. */
function isAside(entry: Entry): boolean {
  if (entry.kind === 'warning') return true;
  return (
    entry.kind === 'notice' &&
    !isFailureNotice(entry) &&
    !/^(?:Request|Operation) cancell?ed\b/u.test(entryText(entry))
  );
}

function isFailureNotice(entry: Entry): boolean {
  return entry.kind === 'notice' && /^This request failed\b/u.test(entryText(entry));
}

function isText({ kind }: Entry): boolean {
  return kind === 'error' || kind === 'message';
}

const limit = /\bquota\b|\brate.?limit|\busage limit\b|"code":\s*429|RESOURCE_EXHAUSTED|too many requests/iu;

function readFailure(entry: Entry, agent: string): ScreenReading {
  const text = entryText(entry);
  const summary = oneLine(saidBy(text));
  if (limit.test(text))
    return { state: 'failed', waitingFor: 'limit', rule: `${agent}.screen.limit`, summary };
  return { state: 'failed', rule: `${agent}.screen.error`, summary };
}

/** `[API Error: {"error":{"code":400,"message":"…"}}]`: the message is what a person reads. */
function saidBy(text: string): string {
  const [, code] = /"code":\s*(\d+)/u.exec(text) ?? [];
  const [, message] = /"message":\s*"((?:[^"\\]|\\.)*)"/u.exec(text) ?? [];
  if (!message) return text.replace(/^\[(.*?)\](?=\s|$)/u, '$1');
  return `API Error: ${code ? `${code} ` : ''}${message}`;
}

function readFinished(message: Entry, agent: string): ScreenReading {
  const prose = { kind: 'message', lines: message.lines } as const;
  const asked = questionInProse(prose);
  if (asked) {
    const question = { kind: 'prose', text: asked, options: [] } as const;
    const summary = oneLine(asked);
    return { state: 'needs-input', waitingFor: 'question', question, rule: `${agent}.screen.prose`, summary };
  }
  const summary = lastWords(prose);
  return { state: 'completed', rule: `${agent}.screen.completed`, ...(summary && { summary }) };
}

/** What it works on, before there is more to tell. */
export function promptOf([first]: readonly Entry[]): string | undefined {
  return first?.kind === 'prompt' ? oneLine(first.lines[0] ?? '') || undefined : undefined;
}

/** The entry as one line. */
export function entryText(entry: Entry): string {
  return oneLine(joinWrapped(entry.lines), 1000);
}
