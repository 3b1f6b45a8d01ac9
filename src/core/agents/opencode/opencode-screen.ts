import type { Question } from '../../question/question.ts';
import type { Screen } from '../../screen/screen.ts';
import { isBlank, joinWrapped, oneLine } from '../../screen/screen-text.ts';
import { withoutSidebar } from '../../screen/sidebar.ts';
import { lastWords, questionInProse } from '../claude/claude-turn.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { readPanel, readWindow } from './opencode-dialogs.ts';
import { type Composer, type OpencodeLayout, readOpencodeLayout } from './opencode-layout.ts';
import { activityOf, endingOf, lastWordsOf, type Part, readParts } from './opencode-turn.ts';

/**
 * What OpenCode's screen says: a panel that asks replaces the composer; below the composer a footer tells whether it
 * works; and the line `▣` under a turn how that ended. Seen in 1.18.33.
 */
export function readOpencodeScreen(screen: Screen): ScreenReading {
  const reading = readParted(screen);
  if (reading.rule !== 'opencode.screen.unreadable') return reading;
  // A sidebar of another width, or a saved screen whose width is not known.
  const main = withoutSidebar(screen);
  return main === screen ? reading : readParted(main);
}

function readParted(screen: Screen): ScreenReading {
  if (hasExited(screen.lines)) return { state: 'unknown', rule: 'opencode.screen.exited' };
  const layout = readOpencodeLayout(screen);
  const { composer, window } = layout;
  if (window) return readOpenWindow(window, composer);
  if (composer) return { ...readRest(layout, composer), draft: composer.draft };
  const panel = layout.panel ?? [];
  const question = readPanel(panel, { ...screen, width: layout.width });
  if (question) return asks(question);
  // While a person looks at a subagent, the session itself is out of sight.
  const isSubagent = panel.some(line => /\bParent\b.*\bPrev\b/u.test(line));
  return { state: 'unknown', rule: `opencode.screen.${isSubagent ? 'subagent' : 'unreadable'}` };
}

/** The goodbye tells how to go on; tmux adds a line of its own to a dead pane. */
function hasExited(lines: readonly string[]): boolean {
  const last = lines.filter(line => !isBlank(line)).slice(-4);
  return (
    /^Pane is dead \(/u.test(last.at(-1) ?? '') ||
    last.some(line => /^\s*Continue\s+opencode\b.*\sses_\w+/u.test(line))
  );
}

function asks(question: Question): ScreenReading {
  return {
    state: 'needs-input',
    waitingFor: question.kind === 'prose' ? 'question' : question.kind,
    question,
    rule: `opencode.screen.${question.kind}`,
    summary: oneLine(question.kind === 'permission' ? subjectOf(question) : question.text),
  };
}

/** `Edit src/x.ts`, or `Shell: npm test`. */
function subjectOf({ header, text, body }: Question): string {
  const first = body?.split('\n')[0];
  if (header === undefined) return first ? `${text}: ${first}` : text;
  return header.includes(' ') || !first ? header : `${header}: ${first}`;
}

/** A window that the person opened does not stop the work behind it; one about a limit does. */
function readOpenWindow(window: readonly string[], composer: Composer | undefined): ScreenReading {
  const question = readWindow(window);
  const isWorking = composer !== undefined && working(composer.footer) !== undefined;
  if (!isWorking || /\b(?:limit|quota|usage|upgrade|subscribe)\b/iu.test(question.text))
    return { ...asks(question), summary: oneLine(question.text) };
  // Words would go into the window: to the one who sends some, the composer is in use.
  return { state: 'working', rule: 'opencode.screen.working', draft: question.text };
}

function readRest(layout: OpencodeLayout, composer: Composer): ScreenReading {
  const parts = readParts(layout.transcript);
  const isHome = composer.indent > 4 || layout.transcript.some(line => /█▀▀█ █▀▀█/u.test(line));
  const status = working(composer.footer);
  if (status) return readWorking(status, parts);
  // The menu of `/` and `@` covers the end of the transcript.
  const isCovered = /^[/@]/u.test(composer.draft);
  if (isHome || isCovered || parts.length === 0) return { state: 'idle', rule: 'opencode.screen.idle' };
  return readTurn(parts);
}

/** The lower line while it works, as one text: a row of squares, how to interrupt, or a retry. */
function working(footer: readonly string[]): string | undefined {
  const text = joinWrapped(footer.map(line => line.replace(/[⬝■]/gu, ' ')));
  const isWorking =
    footer.some(line => /^\s*[⬝■]/u.test(line)) ||
    /\besc (?:again to )?interrupt\b/u.test(text) ||
    /\[retrying\b|\battempt #\d/u.test(text);
  return isWorking ? text : undefined;
}

function readWorking(status: string, parts: readonly Part[]): ScreenReading {
  const retry = /^(.*?)\s*(?:\[ret|\(click to|retrying\b|attempt #|#\d+\])/u.exec(status);
  if (retry) {
    const attempt = /#\s?(\d+)/u.exec(status)?.[1];
    const why = retry[1] ?? '';
    const summary = `${attempt ? `retrying, attempt ${attempt}` : 'retrying'}${why ? `: ${why}` : ''}`;
    return { state: 'working', rule: 'opencode.screen.retrying', summary: oneLine(summary) };
  }
  const doing = activityOf(currentTurn(parts)) ?? laterPrompt(parts);
  return { state: 'working', rule: 'opencode.screen.working', ...(doing && { summary: oneLine(doing) }) };
}

/** What came after the end of the turn before. */
function currentTurn(parts: readonly Part[]): readonly Part[] {
  const last = parts.findLastIndex(part => part.kind === 'end' && endingOf(part) !== 'unsaid');
  return parts.slice(last + 1);
}

/** The reply that it works on: the block below the end of a turn. The first prompt is known without the screen. */
function laterPrompt(parts: readonly Part[]): string | undefined {
  const isPrompt = (part: Part, at: number) => part.kind === 'block' && parts[at - 1]?.kind === 'end';
  return parts.findLast(isPrompt)?.lines[0];
}

function readTurn(parts: readonly Part[]): ScreenReading {
  const end = parts.findLastIndex(part => part.kind === 'end');
  const last = parts[end];
  // Only just sent, or scrolled up.
  if (!last || end < parts.length - 1) return { state: 'unknown', rule: 'opencode.screen.between' };
  const before = parts.slice(parts.slice(0, end).findLastIndex(part => part.kind === 'end') + 1, end);
  const ending = endingOf(last);
  if (ending === 'interrupted') return interrupted;
  if (ending === 'finished') return readFinished(before);
  const failure = readFailure(before);
  if (failure) return failure;
  // A command of the person (`!ls`) ends in the same way.
  return isToolBlock(before.at(-1)) ? { state: 'idle', rule: interrupted.rule } : interrupted;
}

const interrupted: ScreenReading = {
  state: 'idle',
  rule: 'opencode.screen.interrupted',
  summary: 'interrupted',
};

const limit =
  /\b(?:usage|rate|spend(?:ing)?|credit|quota)\b.*\b(?:limit|exceeded|exhausted|reached)|\bquota\b|\btoo many requests\b|\binsufficient (?:balance|credits|funds)\b/iu;

/** An error has a bar like a prompt, but stands behind the prompt or behind what was said, and no tool printed it. */
function readFailure(turn: readonly Part[]): ScreenReading | undefined {
  const error = turn.at(-1);
  if (error?.kind !== 'block' || turn.length < 2 || isToolBlock(error)) return undefined;
  const summary = oneLine(joinWrapped(error.lines));
  if (limit.test(summary))
    return { state: 'failed', waitingFor: 'limit', rule: 'opencode.screen.limit', summary };
  return { state: 'failed', rule: 'opencode.screen.error', summary };
}

function isToolBlock(part: Part | undefined): boolean {
  return part?.kind === 'block' && /^(?:\$|#|[⠀-⣿]) /u.test(part.lines[0] ?? '');
}

function readFinished(turn: readonly Part[]): ScreenReading {
  const message = { kind: 'message', lines: lastWordsOf(turn) } as const;
  const asked = questionInProse(message);
  if (asked) {
    const question = { kind: 'prose', text: asked, options: [] } as const;
    return { ...asks(question), rule: 'opencode.screen.prose', summary: oneLine(asked) };
  }
  const summary = lastWords(message);
  return { state: 'completed', rule: 'opencode.screen.completed', ...(summary && { summary }) };
}
