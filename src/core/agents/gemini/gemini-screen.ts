import type { Question } from '../../question/question.ts';
import type { Screen } from '../../screen/screen.ts';
import { oneLine } from '../../screen/screen-text.ts';
import { type Entry, promptOf, readEnd } from '../entries/turn-end.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { readDialog } from './gemini-dialogs.ts';
import { type Composer, type Dialog, readLayout } from './gemini-layout.ts';
import { readTurn, toolText } from './gemini-turn.ts';

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
    readWorking(turn, status, title) ??
    readEnd(turn, { agent: 'gemini', isReady: title.startsWith('◇') }) ?? {
      state: 'idle',
      rule: 'gemini.screen.idle',
    }
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

/** The subject of a thought; plain thinking says nothing. */
function phrase(status: string): string | undefined {
  const words = status
    .replace(/\(esc to cancel.*$|\s{3,}\S.*$/u, '')
    .replace(/^\s*[⠁-⣿]?\s*/u, '')
    .trim();
  return words === '' || /^(?:Thinking|Executing Hook)/u.test(words) ? undefined : oneLine(words);
}
