import type { Screen } from '../../screen/screen.ts';
import { isBlank, joinWrapped, oneLine } from '../../screen/screen-text.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { readDialog } from './claude-dialogs.ts';
import { type Composer, isRule, readLayout } from './claude-layout.ts';
import { isLimit, isLimitMenu, isLimitNotice, lastLimit, readLimitWait } from './claude-limit.ts';
import { type Entry, entryText, lastMessage, lastWords, questionInProse, readTurn } from './claude-turn.ts';
import { readWorking } from './claude-working.ts';

/**
 * What Claude Code's screen says, by structure and not by words alone: a dialog replaces the composer at the bottom,
 * and whatever stands in the transcript above is history. Seen in 2.1.197 and 2.1.328.
 */
export function readClaudeScreen(screen: Screen): ScreenReading {
  if (hasExited(screen.lines)) return { state: 'unknown', rule: 'claude.screen.exited' };
  if (isAgentsView(screen))
    return { state: 'unknown', rule: 'claude.screen.agents', open: 'its own list of agents' };
  const layout = readLayout(screen.lines);
  if (!layout.composer && isSuspendedScreen(screen.lines)) return suspendedScreen;
  if (!layout.composer) return readBottom(layout.bottom ?? [], layout.transcript, screen);
  const draft = draftOf(layout.composer, screen);
  const rest = readRest(readTurn(layout.transcript, draft), layout.composer);
  return isElsewhere(layout.composer, screen)
    ? { ...rest, open: 'a menu of its side panel' }
    : { ...rest, draft };
}

/** A menu of the panel of changed files has the keys: then the cursor is put away below all else (2.1.328). */
function isElsewhere({ line, draft }: Composer, { cursorX, cursorY }: Screen): boolean {
  return cursorX === 0 && cursorY > line + draft.split('\n').length;
}

/** The goodbye starts at the left edge, where a message never does; tmux adds a line of its own to a dead pane. */
function hasExited(lines: readonly string[]): boolean {
  const last = lines.filter(line => !isBlank(line)).slice(-8);
  return (
    /^Pane is dead \(/u.test(last.at(-1) ?? '') || last.some(line => /^Resume this session with:/u.test(line))
  );
}

/**
 * Left on an empty prompt opens Claude Code's own list of sessions, with a composer that starts another one there; its
 * title ends in its name (2.1.328).
 */
function isAgentsView({ title, lines }: Screen): boolean {
  const isNamed = /(?:^|· )claude agents$/u.test(title.trim());
  return isNamed || lines.slice(0, 4).some(line => /^▝▜█+▀\s+New sessions: /u.test(line));
}

/** Ctrl+R stands in the composer's place, and is no dialog of the agent's (2.1.328). */
function isHistorySearch(bottom: readonly string[]): boolean {
  const first = bottom.find(line => !isBlank(line)) ?? '';
  return /^\s*Search prompts\b/u.test(first) && bottom.some(line => /^\s*│ ⌕ /u.test(line));
}

/**
 * Where no shell could bring it back, nothing stops the process: it has left its screen, and waits for a signal while
 * the terminal itself shows what is typed.
 */
function isSuspendedScreen(lines: readonly string[]): boolean {
  const at = lines.findLastIndex(line => /^Claude Code (?:is|has been) suspended\b.*`fg`/u.test(line));
  return at >= 0 && !lines.slice(at).some(isRule);
}

const suspendedScreen: ScreenReading = { state: 'stopped', rule: 'claude.screen.suspended' };

function readBottom(bottom: readonly string[], transcript: readonly string[], screen: Screen): ScreenReading {
  if (isHistorySearch(bottom))
    return { state: 'unknown', rule: 'claude.screen.history-search', open: 'its history search' };
  const question = readDialog(bottom, screen.width);
  if (question && isLimitMenu(question)) {
    const summary = oneLine(lastLimit(transcript) ?? `Usage limit reached. ${question.text}`);
    const told = { ...question, text: `${summary.replace(/[.?!]$/u, '')}. ${question.text}` };
    return {
      state: 'needs-input',
      waitingFor: 'limit',
      question: told,
      rule: 'claude.screen.limit-menu',
      summary,
    };
  }
  if (question) {
    const waitingFor = question.kind === 'prose' ? 'question' : question.kind;
    return {
      state: 'needs-input',
      waitingFor,
      question,
      rule: `claude.screen.${question.kind}`,
      summary: asks(question),
    };
  }
  return readOnboarding(bottom) ?? { state: 'unknown', rule: 'claude.screen.unreadable' };
}

function asks(question: {
  readonly kind: string;
  readonly text: string;
  readonly header?: string;
  readonly body?: string;
}): string {
  const subject = question.kind === 'permission' ? question.body?.split('\n')[0] : undefined;
  const tool = question.header?.replace(/ command$/u, '');
  return oneLine(subject && tool ? `${tool}: ${subject}` : question.text);
}

/** The first start: a picture below the welcome, then what is wanted. */
function readOnboarding(bottom: readonly string[]): ScreenReading | undefined {
  const text = bottom.filter(line => !isBlank(line));
  const isWelcome = /^\s*Welcome to Claude Code\b/u.test(text[0] ?? '');
  const asked = text
    .slice(1)
    .findLast(line => /\p{L}{3}/u.test(line) && /press enter|paste code|log ?in/iu.test(line));
  if (!isWelcome && !(asked && /^\s*(?:Press Enter|Paste code)/iu.test(asked))) return undefined;
  const said = asked ?? text.slice(1).find(line => /\p{L}{3}/u.test(line)) ?? text[0] ?? '';
  const question = {
    kind: 'dialog',
    text: oneLine(said),
    body: text.map(line => line.trim()).join('\n'),
    options: [],
  } as const;
  return {
    state: 'needs-input',
    waitingFor: 'dialog',
    question,
    rule: 'claude.screen.onboarding',
    summary: question.text,
  };
}

function readRest(turn: readonly Entry[], composer: Composer): ScreenReading {
  const last = turn.at(-1);
  return (
    readLimitWait(turn, composer.footer) ??
    readWorking(turn, composer.footer) ??
    (last && readInterrupted(last)) ??
    readFailure(turn) ??
    readFinished(turn) ?? { state: 'idle', rule: 'claude.screen.idle' }
  );
}

const refused =
  /^(?:(?:User )?[Dd]eclined to answer\b|⎿\s+(?:Interrupted\b|\[Request interrupted|Rejected\b|(?:User )?[Rr]ejected\b|No \(tell Claude))/u;

function readInterrupted(last: Entry): ScreenReading | undefined {
  if (last.kind === 'status' || !last.lines.some(line => refused.test(line.trim()))) return undefined;
  return { state: 'idle', rule: 'claude.screen.interrupted', summary: 'interrupted' };
}

const failure =
  /^(?:⎿\s+)?(?:.{0,60} · )?(?:API Error\b|Credit balance\b|Please run \/login\b|Invalid API key\b|OAuth token\b|Prompt is too long\b|Request timed out\b|Unable to connect to API\b|There's an issue with the selected model\b)/u;
function readFailure(turn: readonly Entry[]): ScreenReading | undefined {
  const last = turn.at(-1);
  // A turn that ended by itself says when it was done: then the words are the agent's own, not the program's.
  if (last?.kind === 'status' && /· done\b/u.test(entryText(last))) return undefined;
  const entry = turn.findLast(each => each.kind !== 'status' && !isLimitNotice(each));
  const text = entry && joinWrapped(entry.kind === 'prompt' ? printed(entry) : entry.lines);
  if (!text) return undefined;
  const summary = oneLine(text.replace(/^⎿\s+/u, ''));
  if (isLimit(text)) return { state: 'failed', waitingFor: 'limit', rule: 'claude.screen.limit', summary };
  return failure.test(text) ? { state: 'failed', rule: 'claude.screen.error', summary } : undefined;
}

/** What stands under a prompt that no message followed. */
function printed(entry: Entry): readonly string[] {
  const start = entry.lines.findIndex(line => /^⎿/u.test(line));
  return start < 0 ? [] : entry.lines.slice(start);
}

function readFinished(turn: readonly Entry[]): ScreenReading | undefined {
  const last = turn.at(-1);
  if (!last) return undefined;
  if (last.kind === 'prompt') {
    // A command of the program itself prints below its prompt; a prompt alone has only just been sent.
    return printed(last).length > 0 ? undefined : { state: 'unknown', rule: 'claude.screen.submitted' };
  }
  // A turn ends with words; between an Esc and what is said of it, the tool stands last.
  if (last.kind === 'tool') return { state: 'unknown', rule: 'claude.screen.between' };
  const message = lastMessage(turn);
  const asked = message && questionInProse(message);
  if (asked) {
    const question = { kind: 'prose', text: asked, options: [] } as const;
    return {
      state: 'needs-input',
      waitingFor: 'question',
      question,
      rule: 'claude.screen.prose',
      summary: oneLine(asked),
    };
  }
  const summary = message && lastWords(message);
  return { state: 'completed', rule: 'claude.screen.completed', ...(summary && { summary }) };
}

const suggestion =
  /^(?:Resend your message to try again|Once fixed, resend your message|Press up to edit queued messages|Try ".*")$/u;

/** Suggestions stand in the composer too, dim, with the cursor before them. */
function draftOf(composer: Composer, screen: Screen): string {
  const isSuggestion = screen.cursorY === composer.line && screen.cursorX === 2;
  return isSuggestion || suggestion.test(composer.draft) ? '' : composer.draft;
}
