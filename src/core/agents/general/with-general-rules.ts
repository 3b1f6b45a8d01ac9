import type { Screen } from '../../screen/screen.ts';
import { withoutSidebar } from '../../screen/sidebar.ts';
import { withUsualBoxes } from '../../screen/usual-boxes.ts';
import type { Agent, ScreenReading } from '../shared/agent.ts';
import { answerGeneral } from './general-answers.ts';
import { readGeneralScreen } from './general-screen.ts';

/** The agent, with the general rules for screens that its own do not know: those of another version, for example. */
export function withGeneralRules(agent: Agent): Agent {
  return {
    ...agent,
    readScreen: screen => readWithGeneral(agent, screen),
    answer: (question, answer) =>
      question.isGeneral ? answerGeneral(question, answer) : agent.answer(question, answer),
  };
}

/** Known to be no part of the conversation, or over. */
const recognized = /\.(?:exited|agents|subagent|history-search)$/u;
/** The prompt was only just sent: that is no rest. */
const submitted = /\.submitted$/u;

function readWithGeneral(agent: Agent, screen: Screen): ScreenReading {
  const own = readOwn(agent, screen);
  const isCertain = isReadDialog(own) && own.question?.kind !== 'dialog';
  if (recognized.test(own.rule) || isCertain) return own;
  if (own.state !== 'unknown' && own.question?.kind !== 'dialog' && !mayAsk(screen)) return own;
  const general = readGeneralScreen(screen);
  if (own.state === 'needs-input' && own.question?.kind !== 'prose') {
    // Whatever has taken the place of a prompt is a dialog to some; another prompt stands there, or work goes on.
    return general.state === 'working' || general.state === 'idle' ? general : own;
  }
  // Nothing that goes on is more urgent than choices with a pointer.
  if (own.state !== 'unknown') return isReadDialog(general) ? general : own;
  if (general.state === 'unknown' || (general.state === 'idle' && submitted.test(own.rule))) return own;
  return general;
}

/** A sidebar or a status line at the right hides nothing of what stands beside it. */
function readOwn(agent: Agent, screen: Screen): ScreenReading {
  const main = withoutSidebar(screen);
  const reading = agent.readScreen(main);
  if (reading.state !== 'unknown') return reading;
  // As it would stand there in boxes of another kind, and with what was taken for a sidebar.
  const boxed = withUsualBoxes(main);
  const other = boxed === main ? reading : agent.readScreen(boxed);
  return main === screen || other.state !== 'unknown' ? other : agent.readScreen(screen);
}

/** Something of a dialog stands on the screen: most have nothing of it, and are read in half the time. */
function mayAsk({ lines }: Screen): boolean {
  const end = lines.findLastIndex(line => line !== '') + 1;
  return lines.slice(Math.max(0, end - bottomLines), end).some(line => dialogSign.test(line));
}

/** A dialog ends at the bottom, but for a status line, and its keys stand near its end. */
const bottomLines = 24;

const dialogSign =
  /^[\s│┃║|]*(?:[-=>]{1,2}>|[❯›>▶►▸▹▷⏵‣→⇒⟶➢➤➜⮕⟩●◉⦿◆•*»☞☛❱➔])\s*[[(]?[\da-h]{1,2}[.):\]]|\b(?:enter|return|press|arrows?|navigate|confirm|dismiss|number|y\/n|yes\/no)\b|\([Yy]\)|[↵⏎]|^\s*[│┃║|]\s+[❯›▶▸▷⏵‣→●◉»]\s+\S|[↑▲]\s*[/·|]?\s*[↓▼]|^[\s│┃║|]*[○◯◌]\s/u;

/** A dialog of which the choices were read. */
function isReadDialog({ state, rule, question }: ScreenReading): boolean {
  if (state !== 'needs-input' || !question) return false;
  return question.options.length > 0 || rule === 'general.screen.menu';
}

/** A reading came from a rule that holds for any program. */
export function isGeneral({ rule }: { readonly rule: string }): boolean {
  return rule.startsWith('general.');
}
