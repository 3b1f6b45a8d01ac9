import { lazily } from '../../lazily.ts';
import type { Question } from '../../question/question.ts';
import type { Screen } from '../../screen/screen.ts';
import { oneLine } from '../../screen/screen-text.ts';
import { type Entry, promptOf, readEnd } from '../entries/turn-end.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { readCopilotDialog } from './copilot-dialogs.ts';
import { type CopilotComposer, readCopilotLayout } from './copilot-layout.ts';
import { copilotToolText, readCopilotTurn } from './copilot-turn.ts';

/** What Copilot CLI's screen says. Seen in 1.0.102. */
export function readCopilotScreen(screen: Screen): ScreenReading {
  const { transcript, composer, asked } = readCopilotLayout(screen);
  if (composer) {
    const rest = readRest(readCopilotTurn(transcript), composer);
    return composer.isSearch ? { ...rest, open: 'its history search' } : { ...rest, draft: composer.draft };
  }
  const question = asked && readCopilotDialog(asked);
  return question ? waits(question) : { state: 'unknown', rule: 'copilot.screen.unreadable' };
}

function waits(question: Question): ScreenReading {
  const { kind, text, body, header } = question;
  const subject = kind === 'permission' && body ? (body.split('\n')[0] ?? '') : undefined;
  return {
    state: 'needs-input',
    waitingFor: kind === 'prose' ? 'question' : kind,
    question,
    rule: `copilot.screen.${kind}`,
    summary: oneLine(subject && header ? `${header}: ${subject}` : text),
  };
}

/** `◎ Working · 103 B esc esc interrupt`, its first sign turning. */
const busy = lazily(() => /^\s*[●○◎◉◌◍◐◓◑◒⠁-⣿]\s+(\p{L}[^·]*?)(?:\s+·|\s+esc\b|\s{2,}|$)/u);

function readRest(turn: readonly Entry[], { footer }: CopilotComposer): ScreenReading {
  const [, does] = busy().exec(footer) ?? [];
  if (does === undefined) {
    return (
      readEnd(turn, { agent: 'copilot', isReady: false }) ?? { state: 'idle', rule: 'copilot.screen.idle' }
    );
  }
  if (/^Waiting for background/u.test(does)) {
    const summary = does.replace(/^Waiting for /u, '');
    return { state: 'working', rule: 'copilot.screen.background', inBackground: true, summary };
  }
  const last = turn.at(-1);
  const isRetrying = last?.kind === 'notice' && /\bRetrying\.{3}/u.test(last.lines.join(' '));
  if (isRetrying) return { state: 'working', rule: 'copilot.screen.retrying', summary: 'retrying' };
  const summary = doing(turn) ?? promptOf(turn);
  return { state: 'working', rule: 'copilot.screen.working', ...(summary && { summary }) };
}

function doing(turn: readonly Entry[]): string | undefined {
  const last = turn.findLast(({ kind }) => kind === 'tool' || kind === 'message');
  if (!last) return undefined;
  return last.kind === 'tool' ? copilotToolText(last) : oneLine(last.lines[0] ?? '') || undefined;
}
