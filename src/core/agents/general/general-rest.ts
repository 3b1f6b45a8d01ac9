import { lazily } from '../../lazily.ts';
import { dedent, isBlank, joinWrapped, oneLine, paragraphs, trimBlank } from '../../screen/screen-text.ts';
import { lastWords, questionInProse } from '../claude/claude-turn.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { isDialogHint, isShortcutHint, isTurnFooter } from './general-hints.ts';
import type { PlainLine } from './general-lines.ts';
import type { Page } from './general-page.ts';

/** How a turn has ended, from what stands above the prompt: the end of an answer, a question, an error. */
export type TurnEnd = Pick<ScreenReading, 'state' | 'waitingFor' | 'question' | 'summary'>;

const broken = lazily(() => /\b(?:interrupted|cancell?ed|aborted|stopped by (?:you|the user|user))\b/iu);
const mistake = lazily(
  () =>
    /^\s*(?:[■✕✗✘×❌⛔✖⨯⊘]|(?:[^\p{L}\p{N}\s]{1,2}\s+)?\[?(?:\w+\s)?(?:API\s)?error\b\s*[:\](—–-]|(?:[^\p{L}\p{N}\s]{1,2}\s+)?(?:fatal|failed|failure)\s*:)/iu,
);
const limit = lazily(
  () =>
    /\b(?:usage|rate|spend(?:ing)?|credit|quota|request|token|\d+-hour|weekly|daily)\s+limit\b|\bquota\b|\btoo many requests\b|\binsufficient (?:balance|credits|funds)\b|\b429\b/iu,
);

/** How many lines of the last answer are read. */
const mostLines = 30;

export function readTurnEnd({ lines, width, composer }: Page): TurnEnd {
  const output = lines.slice(0, composer?.top ?? lines.length);
  const footers: string[] = [];
  let end = output.length;
  for (; end > 0; end -= 1) {
    const line = output[end - 1];
    if (!line || !isAside(line, width)) break;
    if (!isBlank(line.text)) footers.push(line.text);
  }
  const answer = answerBefore(output, end);
  const paragraph = joinWrapped(answer.slice(answer.findLastIndex(isBlank) + 1));
  const said = [paragraph, ...footers].filter(text => text.length < 160);
  if (said.some(text => broken().test(text))) return { state: 'idle', summary: 'interrupted' };
  const failure = failureIn(answer) ?? (footers.some(isTurnFooter) ? barredError(output, end) : undefined);
  if (failure !== undefined) {
    const summary = oneLine(failure.replace(/^\s*[^\p{L}\p{N}[]+/u, ''));
    return { state: 'failed', ...(limit().test(failure) && { waitingFor: 'limit' }), summary };
  }
  if (answer.length === 0) return { state: 'completed' };
  const message = { kind: 'message', lines: answer } as const;
  const asked = questionInProse(message);
  if (asked) {
    const question = { kind: 'prose', text: asked, options: [] } as const;
    return { state: 'needs-input', waitingFor: 'question', question, summary: oneLine(asked) };
  }
  const summary = lastWords(message).replace(/^[^\p{L}\p{N}]{1,2}\s+/u, '');
  return { state: 'completed', ...(summary && { summary }) };
}

/** An error, and behind it no more than a notice. */
function failureIn(answer: readonly string[]): string | undefined {
  const parts = paragraphs(answer).map(joinWrapped);
  const last = parts.findLast(part => !/^[ℹiⓘ]\s/u.test(part));
  return last !== undefined && mistake().test(last) ? last : undefined;
}

/** Right below the prompt, in a block with a bar as it has one, and nothing else was said: the program's own words. */
function barredError(output: readonly PlainLine[], end: number): string | undefined {
  const isFilled = ({ text }: PlainLine) => !isBlank(text);
  let from = end;
  while (from > 0 && output[from - 1]?.hasBar) from -= 1;
  const block = output.slice(from, end).filter(isFilled);
  const above = output.slice(0, from).findLastIndex(line => !isBlank(line.text) || line.hasBar);
  if (block.length === 0 || above < 0 || from - above > 3 || output[above]?.hasBar !== true) return undefined;
  return joinWrapped(block.map(({ text }) => text));
}

/** What stands between the answer and the prompt: shortcuts, a mode at the right edge, how long the turn took. */
function isAside({ text, isRule }: PlainLine, width: number): boolean {
  if (isRule || isBlank(text)) return true;
  const indent = text.length - text.trimStart().length;
  if (mistake().test(text)) return false;
  // What stands at both edges is a status line.
  if (/\S {8,}\S/u.test(text) || /^\s{0,4}[~/]\S*(?:\s+[[(].{1,60}[\])])?\s*$/u.test(text)) return true;
  return (
    indent > Math.max(20, width * 0.35) || isShortcutHint(text) || isTurnFooter(text) || isDialogHint(text)
  );
}

/** The words of the answer, without a person's prompt above them and without the signs before its lines. */
function answerBefore(output: readonly PlainLine[], end: number): readonly string[] {
  const from = Math.max(0, end - mostLines);
  const part = output.slice(from, end);
  const start = part.findLastIndex(({ text, isRule }) => isRule || /^\s{0,2}[>❯›]\s+\S/u.test(text)) + 1;
  return dedent(trimBlank(part.slice(start).map(({ text }) => withoutMark(text))));
}

/** Without the sign before a message; one that says that something went wrong stays. */
function withoutMark(text: string): string {
  return text.replace(/^(\s*)[●⏺•✦◆◇⛬⦁∙·](?:\ufe0e)?(?=\s)/u, '$1 ');
}
