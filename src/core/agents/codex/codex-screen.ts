import type { Question } from '../../question/question.ts';
import type { Screen } from '../../screen/screen.ts';
import { isBlank, oneLine } from '../../screen/screen-text.ts';
import { lastWords, questionInProse } from '../claude/claude-turn.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { type CodexComposer, type CodexLayout, readCodexLayout } from './codex-layout.ts';
import { readCodexQuestion } from './codex-questions.ts';
import { type CodexEntry, codexText, readCodexTurn } from './codex-turn.ts';

/**
 * What Codex's screen and title say: a dialog takes the composer's place; while an answer streams in, the screen
 * looks like one at rest, and only the spinner in the title tells that it works. Seen in 0.169.
 */
export function readCodexScreen(screen: Screen): ScreenReading {
  if (hasExited(screen.lines)) return { state: 'unknown', rule: 'codex.screen.exited' };
  const layout = readCodexLayout(screen);
  const turn = readCodexTurn(layout.transcript);
  if (layout.dialog) return asks(readCodexQuestion(layout.dialog, turn));
  const reading = readTitle(screen.title, turn, layout.composer !== undefined);
  if (!layout.composer) return reading ?? { state: 'unknown', rule: 'codex.screen.unreadable' };
  const rest = reading ?? readRest(turn, layout, screen.title);
  if (isSearching(screen.lines)) return { ...rest, open: 'its history search' };
  return { ...rest, draft: draftOf(layout.composer, screen) };
}

/** Ctrl+R: its last line takes the keys, and the composer shows what is found (0.169). */
function isSearching(lines: readonly string[]): boolean {
  return /^\s{1,3}reverse-i-search:/u.test(lines.findLast(line => !isBlank(line)) ?? '');
}

/** The goodbye starts at the left edge, where a message never does; tmux adds a line of its own to a dead pane. */
function hasExited(lines: readonly string[]): boolean {
  const last = lines.filter(line => !isBlank(line)).slice(-8);
  const bye = last.findLastIndex(line => /^To continue this session, run\b|^Token usage: total=/u.test(line));
  return (
    /^Pane is dead \(/u.test(last.at(-1) ?? '') ||
    (bye >= 0 && !last.slice(bye).some(line => /^[›•■]\s/u.test(line)))
  );
}

function asks(question: Question): ScreenReading {
  const subject =
    question.kind === 'permission'
      ? question.body?.split('\n')[0]?.replace(/^(?:Edited|Added|Deleted) /u, '')
      : undefined;
  return {
    state: 'needs-input',
    waitingFor: question.kind === 'prose' ? 'question' : question.kind,
    question,
    rule: `codex.screen.${question.kind}`,
    summary: oneLine(subject && question.header ? `${question.header}: ${subject}` : question.text),
  };
}

const blocked = /^\[ ?[!.] ?\] |^Action Required\b/u;
const spinner = /^[\u2801-\u28ff](?:\s|$)/u;

function readTitle(
  title: string,
  turn: readonly CodexEntry[],
  hasComposer: boolean,
): ScreenReading | undefined {
  if (blocked.test(title))
    return {
      state: 'needs-input',
      waitingFor: 'dialog',
      rule: 'codex.title.blocked',
      summary: 'asks for something',
    };
  const status = liveStatus(turn);
  if (status) return working(turn, status);
  if (!spinner.test(title) && !(isOpen(turn) && runState(title) === 'working')) return undefined;
  return hasComposer ? working(turn, undefined) : { state: 'working', rule: 'codex.title.working' };
}

/** Its word for what it does, `Working | project`: without animations the title has no spinner. */
function runState(title: string): 'working' | 'rest' | undefined {
  const items = title.split(' | ').map(item => item.trim());
  if (items.includes('Ready')) return 'rest';
  return items.some(item => /^(?:Working|Thinking|Waiting|Undoing)(?:…|\.{3})?$/u.test(item))
    ? 'working'
    : undefined;
}

/** Nothing tells that the turn is over; so a project or a conversation may well be called `Working`. */
function isOpen(turn: readonly CodexEntry[]): boolean {
  const last = turn.at(-1)?.kind;
  return last !== undefined && last !== 'end' && last !== 'error';
}

/** The status stands right above the composer; one that is quoted or has scrolled away is followed by something. */
function liveStatus(turn: readonly CodexEntry[]): CodexEntry | undefined {
  const last = turn.findLast(entry => entry.kind !== 'queue');
  return last?.kind === 'status' ? last : undefined;
}

function working(turn: readonly CodexEntry[], status: CodexEntry | undefined): ScreenReading {
  const text = status ? codexText(status) : '';
  const retry =
    /^Reconnecting\D*(\d+)\/(\d+)/u.exec(text) ?? /\b(?:retry|attempt)\w*\D{0,12}(\d+)\/(\d+)/iu.exec(text);
  if (retry)
    return { state: 'working', rule: 'codex.screen.retrying', summary: `retrying ${retry[1]}/${retry[2]}` };
  const verb = text.replace(/\s*\((?:\d+h )?(?:\d+m )?\d+s •.*$/u, '');
  const doing = turn.findLast(entry => entry.kind === 'message' || entry.kind === 'tool')?.lines[0]?.trim();
  const summary = oneLine(verb !== '' && verb !== 'Working' ? verb : (doing ?? ''));
  const rule = status ? 'codex.screen.working' : 'codex.title.working';
  return { state: 'working', rule, ...(summary !== '' && { summary }) };
}

function readRest(turn: readonly CodexEntry[], layout: CodexLayout, title: string): ScreenReading {
  const last = turn.at(-1);
  if (!last) return { state: 'idle', rule: 'codex.screen.idle' };
  if (last.kind === 'error') return readError(codexText(last));
  const rest = readFinished(turn, last, title) ?? inBackground(layout.background) ?? completed(turn);
  const mayGoOn = last.kind === 'message' && runState(title) !== 'rest';
  return mayGoOn ? { ...rest, mayGoOn } : rest;
}

const limit =
  /\busage limit\b|\brate limit|\blimit reached\b|\b429\b|Too Many Requests|Quota exceeded|\bquota\b.*\bexceeded\b|out of credits|insufficient_quota/iu;

function readError(text: string): ScreenReading {
  const summary = oneLine(text);
  if (/^(?:Conversation|Turn|Task|Goal) (?:was )?(?:interrupted|paused)\b/iu.test(text))
    return { state: 'idle', rule: 'codex.screen.interrupted', summary: 'interrupted' };
  // Answers to a command of the program itself.
  if (/\bis disabled while\b|^Unrecognized command\b|^Usage: \//u.test(text))
    return { state: 'idle', rule: 'codex.screen.idle' };
  if (limit.test(text)) return { state: 'failed', waitingFor: 'limit', rule: 'codex.screen.limit', summary };
  return { state: 'failed', rule: 'codex.screen.error', summary };
}

/** Undefined for a turn that ended well with a statement. */
function readFinished(
  turn: readonly CodexEntry[],
  last: CodexEntry,
  title: string,
): ScreenReading | undefined {
  const hasEnd = last.kind === 'end';
  if (last.kind === 'prompt') return { state: 'unknown', rule: 'codex.screen.submitted' };
  // Without a title it may well be streaming: only the last line of a turn tells.
  if (!hasEnd && (title === '' || last.kind !== 'message'))
    return { state: 'unknown', rule: 'codex.screen.between' };
  const message = lastMessage(turn);
  const text = message && questionInProse({ kind: 'message', lines: message.lines });
  if (!text) return undefined;
  return asks({ kind: 'prose', text, options: [] });
}

function lastMessage(turn: readonly CodexEntry[]): CodexEntry | undefined {
  return turn.findLast(entry => entry.kind === 'message');
}

/** Terminals that go on after the turn: `1 background terminal running · /ps to view`. */
function inBackground(line: string | undefined): ScreenReading | undefined {
  const summary = line?.split(' · ')[0];
  return summary === undefined
    ? undefined
    : { state: 'working', rule: 'codex.screen.background', summary, inBackground: true };
}

function completed(turn: readonly CodexEntry[]): ScreenReading {
  const message = lastMessage(turn);
  const summary = message && lastWords({ kind: 'message', lines: message.lines });
  return { state: 'completed', rule: 'codex.screen.completed', ...(summary && { summary }) };
}

/** Suggestions stand in the composer too, dim, with the cursor before them. */
function draftOf({ draft, line }: CodexComposer, screen: Screen): string {
  const isSuggestion = screen.cursorY === line && screen.cursorX === 2;
  return isSuggestion || /^Ask Codex to do anything$/u.test(draft) ? '' : draft;
}
