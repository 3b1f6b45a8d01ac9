import type { Question } from '../../question/question.ts';
import type { Screen } from '../../screen/screen.ts';
import { oneLine } from '../../screen/screen-text.ts';
import { type Entry, promptOf, readEnd } from '../entries/turn-end.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { readQwenDialog } from './qwen-dialogs.ts';
import { type QwenComposer, readQwenLayout } from './qwen-layout.ts';
import { qwenToolText, readQwenTurn } from './qwen-turn.ts';

/** What Qwen Code's screen says, which draws its turns as Gemini CLI does, from which it comes. Seen in 0.24.4. */
export function readQwenScreen(screen: Screen): ScreenReading {
  const { transcript, composer, asked } = readQwenLayout(screen);
  if (composer) {
    const turn = readQwenTurn(transcript);
    const rest = readRest(turn, composer, screen.title);
    if (composer.isSearch) return { ...rest, open: 'its history search' };
    const { draft } = composer;
    const isOwn = rest.summary === 'interrupted' && draft !== '' && isPrompt(turn[0], draft);
    return { ...rest, draft, ...(isOwn && { isGivenBack: true }) };
  }
  const question = asked && readQwenDialog(asked);
  if (question) return waits(question);
  if (asked) return { state: 'needs-input', waitingFor: 'dialog', rule: 'qwen.screen.waiting' };
  if (screen.lines.some(line => /^(?:To continue this session, run|Agent powering down)/u.test(line)))
    return { state: 'unknown', rule: 'qwen.screen.exited' };
  return { state: 'unknown', rule: 'qwen.screen.unreadable' };
}

function waits(question: Question): ScreenReading {
  const { kind, text, body, header } = question;
  const subject = kind === 'permission' ? body?.split('\n')[0] : undefined;
  return {
    state: 'needs-input',
    waitingFor: kind === 'prose' ? 'question' : kind,
    question,
    rule: `qwen.screen.${kind}`,
    summary: oneLine(subject && header ? `${header}: ${subject}` : text),
  };
}

/** A circle of which another half is full each time. */
const turning = /^[◐◓◑◒◴◷◶◵⠁-⣿]/u;

function readRest(turn: readonly Entry[], composer: QwenComposer, title: string): ScreenReading {
  const isBusy =
    composer.status !== undefined ||
    turning.test(title) ||
    composer.footer.some(line => /^\s*Enter to steer\b/u.test(line));
  if (!isBusy) return inBackground(readTurnEnd(turn), composer);
  const retry = /\bretry(?:ing)?\b.*?(\d+)\s*(?:\/|of)\s*(\d+)/iu.exec(composer.status ?? '');
  if (retry)
    return { state: 'working', rule: 'qwen.screen.retrying', summary: `retrying ${retry[1]}/${retry[2]}` };
  // The words beside the time are a joke.
  const summary = doing(turn) ?? promptOf(turn);
  return { state: 'working', rule: 'qwen.screen.working', ...(summary && { summary }) };
}

function readTurnEnd(turn: readonly Entry[]): ScreenReading {
  return readEnd(turn, { agent: 'qwen', isReady: false }) ?? { state: 'idle', rule: 'qwen.screen.idle' };
}

/** The turn has ended, and an agent that it has started goes on. */
function inBackground(rest: ScreenReading, { footer }: QwenComposer): ScreenReading {
  const running = footer
    .map(line => /\b(\d+) (?:local agents?|tasks? running|background)/u.exec(line)?.[1])
    .find(Boolean);
  if (running === undefined || rest.state === 'failed') return rest;
  const summary = `${running} running in the background`;
  return { state: 'working', rule: 'qwen.screen.background', inBackground: true, summary };
}

/** After Esc the prompt stands in the composer again. */
function isPrompt(first: Entry | undefined, draft: string): boolean {
  const plain = (text: string) => text.replace(/\s+/gu, '');
  return first?.kind === 'prompt' && plain(first.lines.join('')) === plain(draft);
}

function doing(turn: readonly Entry[]): string | undefined {
  const last = turn.findLast(({ kind }) => kind === 'tool' || kind === 'message');
  if (!last) return undefined;
  return last.kind === 'tool' ? qwenToolText(last) : oneLine(last.lines[0] ?? '') || undefined;
}
