import type { Question } from '../../question/question.ts';
import type { Screen } from '../../screen/screen.ts';
import { oneLine } from '../../screen/screen-text.ts';
import { lastWords, questionInProse } from '../claude/claude-turn.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { readDialog } from './gemini-dialogs.ts';
import { type Composer, type Dialog, readLayout } from './gemini-layout.ts';
import { type Entry, entryText, readTurn, toolText } from './gemini-turn.ts';

/**
 * What Gemini CLI's screen says. Dialogs first: its title says `◇ Ready` while a trust or login dialog is open and
 * `✦ Working…` while it asks what to do about a limit. Seen in 0.61.0.
 */
export function readGeminiScreen(screen: Screen): ScreenReading {
  const { composer, dialog, transcript } = readLayout(screen.lines, screen);
  if (composer) {
    const rest = readRest(readTurn(transcript), composer, screen.title);
    return composer.isSearch ? { ...rest, open: 'its history search' } : { ...rest, draft: composer.draft };
  }
  return (dialog && readBottom(dialog, screen.width)) ?? readTitle(screen.title);
}

function readBottom({ inside, below }: Dialog, width: number): ScreenReading | undefined {
  if (
    inside.some(line => /^\s*(?:Agent powering down\. Goodbye!|To resume this session: gemini )/u.test(line))
  )
    return { state: 'unknown', rule: 'gemini.screen.exited' };
  if (/^Gemini CLI is restarting/u.test(below))
    return { state: 'working', rule: 'gemini.screen.restarting', summary: 'restarting' };
  const question = readDialog(inside, width);
  if (!question) return undefined;
  return {
    state: 'needs-input',
    waitingFor: question.kind === 'prose' ? 'question' : question.kind,
    question,
    rule: `gemini.screen.${question.kind}`,
    summary: asks(question),
  };
}

function asks({ kind, text, header, body }: Question): string {
  const subject = kind === 'permission' ? body?.split('\n')[0] : undefined;
  return oneLine(subject && header ? `${header}: ${subject}` : text);
}

/** What stands there has no known form; the title alone tells that it works or waits, but not that it is idle. */
function readTitle(title: string): ScreenReading {
  if (title.startsWith('✋'))
    return { state: 'needs-input', waitingFor: 'dialog', rule: 'gemini.title.action-required' };
  if (isWorkingTitle(title)) return { state: 'working', rule: 'gemini.title.working' };
  return { state: 'unknown', rule: 'gemini.screen.unreadable' };
}

function isWorkingTitle(title: string): boolean {
  return /^[✦⏲]/u.test(title);
}

function readRest(turn: readonly Entry[], { status }: Composer, title: string): ScreenReading {
  return (
    readWorking(turn, status, title) ?? readEnd(turn, title) ?? { state: 'idle', rule: 'gemini.screen.idle' }
  );
}

const spinner = /^\s{0,3}[⠁-⣿]\s|\(esc to cancel\b/u;

/** With the composer in sight nothing is asked, whatever the title says: `✋` is also a command that is silent. */
function readWorking(turn: readonly Entry[], status: string, title: string): ScreenReading | undefined {
  const retry = /\bAttempt (\d+)\/(\d+)/iu.exec(status);
  const isBusy =
    spinner.test(status) || /^\s*!? ?Shell awaiting input\b/u.test(status) || isWorkingTitle(title);
  if (!isBusy) return undefined;
  if (retry)
    return { state: 'working', rule: 'gemini.screen.retrying', summary: `retrying ${retry[1]}/${retry[2]}` };
  const summary = doing(turn) ?? phrase(status) ?? promptOf(turn);
  return { state: 'working', rule: 'gemini.screen.working', ...(summary && { summary }) };
}

/** The tool that runs, else the beginning of what is being said. */
function doing(turn: readonly Entry[]): string | undefined {
  const last = turn.findLast(entry => entry.kind === 'tool' || entry.kind === 'message');
  if (!last) return undefined;
  return last.kind === 'tool' ? toolText(last) : oneLine(last.lines[0] ?? '');
}

/** What it works on, before there is more to tell. */
function promptOf([first]: readonly Entry[]): string | undefined {
  return first?.kind === 'prompt' ? oneLine(first.lines[0] ?? '') || undefined : undefined;
}

/** The subject of a thought; plain thinking says nothing. */
function phrase(status: string): string | undefined {
  const words = status
    .replace(/\(esc to cancel.*$|\s{3,}\S.*$/u, '')
    .replace(/^\s*[⠁-⣿]?\s*/u, '')
    .trim();
  return words === '' || /^(?:Thinking|Executing Hook)/u.test(words) ? undefined : oneLine(words);
}

function readEnd(turn: readonly Entry[], title: string): ScreenReading | undefined {
  const end = turn.findLastIndex(entry => entry.kind !== 'tool' && !isAside(entry));
  const last = turn[end];
  if (!last) return undefined;
  // On a small screen this is all that is left of an error.
  if (isFailureNotice(last)) return readFailure(turn.slice(0, end).findLast(isText) ?? last);
  if (last.kind === 'notice')
    return { state: 'idle', rule: 'gemini.screen.interrupted', summary: 'interrupted' };
  if (last.kind === 'error') return readFailure(last);
  if (last.kind === 'message') return readFinished(last);
  // A command of the program prints no message; a prompt alone has only just been sent.
  const isCommand = /^[/?!]/u.test(last.lines[0] ?? '') || turn.at(-1)?.kind === 'notice';
  return isCommand || title.startsWith('◇')
    ? undefined
    : { state: 'unknown', rule: 'gemini.screen.submitted' };
}

/** Notices and warnings tell about the turn; only those about its end count. */
function isAside(entry: Entry): boolean {
  if (entry.kind === 'warning') return true;
  return (
    entry.kind === 'notice' && !isFailureNotice(entry) && !/^Request cancell?ed\b/u.test(entryText(entry))
  );
}

function isFailureNotice(entry: Entry): boolean {
  return entry.kind === 'notice' && /^This request failed\b/u.test(entryText(entry));
}

function isText({ kind }: Entry): boolean {
  return kind === 'error' || kind === 'message';
}

const limit = /\bquota\b|\brate.?limit|\busage limit\b|"code":\s*429|RESOURCE_EXHAUSTED|too many requests/iu;

function readFailure(entry: Entry): ScreenReading {
  const text = entryText(entry);
  const summary = oneLine(saidBy(text));
  if (limit.test(text)) return { state: 'failed', waitingFor: 'limit', rule: 'gemini.screen.limit', summary };
  return { state: 'failed', rule: 'gemini.screen.error', summary };
}

/** `[API Error: {"error":{"code":400,"message":"…"}}]`: the message is what a person reads. */
function saidBy(text: string): string {
  const [, code] = /"code":\s*(\d+)/u.exec(text) ?? [];
  const [, message] = /"message":\s*"((?:[^"\\]|\\.)*)"/u.exec(text) ?? [];
  if (!message) return text.replace(/^\[(.*?)\](?=\s|$)/u, '$1');
  return `API Error: ${code ? `${code} ` : ''}${message}`;
}

function readFinished(message: Entry): ScreenReading {
  const prose = { kind: 'message', lines: message.lines } as const;
  const asked = questionInProse(prose);
  if (asked) {
    const question = { kind: 'prose', text: asked, options: [] } as const;
    const summary = oneLine(asked);
    return { state: 'needs-input', waitingFor: 'question', question, rule: 'gemini.screen.prose', summary };
  }
  const summary = lastWords(prose);
  return { state: 'completed', rule: 'gemini.screen.completed', ...(summary && { summary }) };
}
