import type { Screen } from '../../screen/screen.ts';
import { isBlank, oneLine } from '../../screen/screen-text.ts';
import type { ScreenReading } from '../shared/agent.ts';
import { readDialog } from './general-dialogs.ts';
import { hasSpinner, offersCancel, saysBusy, saysInterrupt } from './general-hints.ts';
import { lastFilled } from './general-lines.ts';
import { type Page, readPage } from './general-page.ts';
import { readTurnEnd } from './general-rest.ts';

/**
 * What the screen of a program says of which nothing is known, by what most agents have in common: choices with a
 * pointer and keys are a question; a sign that turns, or a key that interrupts, is work; a prompt where nothing goes on
 * is rest. Everything else is unknown: no guess is made.
 */
export function readGeneralScreen(screen: Screen): ScreenReading {
  const page = readPage(screen);
  const dialog = readDialog(page);
  if (dialog) {
    const { question, hasChoices } = dialog;
    return {
      state: 'needs-input',
      waitingFor: question.kind === 'prose' ? 'question' : question.kind,
      question,
      rule: `general.screen.${hasChoices ? 'menu' : 'dialog'}`,
      summary: oneLine(question.text),
      open: 'a dialog',
    };
  }
  if (
    /\baction required\b|\bneeds? (?:your )?(?:input|attention|approval)\b|\bwaiting for (?:your )?(?:input|approval|permission)\b/iu.test(
      screen.title,
    )
  ) {
    const asked = { kind: 'dialog', text: 'Something waits for you', options: [], isGeneral: true } as const;
    return {
      state: 'needs-input',
      waitingFor: 'dialog',
      question: asked,
      rule: 'general.screen.title',
      open: 'a dialog',
    };
  }
  return readWork(page, screen.title) ?? readRest(page) ?? unknown;
}

const unknown: ScreenReading = {
  state: 'unknown',
  rule: 'general.screen.unknown',
  open: 'a screen that no general rule knows',
};

/** The output above the prompt, by which is seen whether it grows. */
export function generalOutput(screen: Screen): readonly string[] {
  const { composer } = readPage(screen);
  return composer ? screen.lines.slice(0, composer.top) : screen.lines;
}

/** How far from the prompt, or from the bottom, something may stand that says that work goes on. */
const near = 5;
const far = 12;

function readWork({ lines, last, composer }: Page, title: string): ScreenReading | undefined {
  const above = lastFilled(lines, composer ? composer.top - 1 : last, far).map(
    index => lines[index]?.text ?? '',
  );
  const below = composer ? lines.slice(composer.end).map(({ text }) => text) : [];
  const end = above.findIndex(
    line => /\b(?:interrupted|cancell?ed|aborted)\b/iu.test(line) && line.length < 120,
  );
  const recent = end < 0 ? above : above.slice(0, end);
  const sign =
    [...recent, ...below].find(saysInterrupt) ??
    recent.slice(0, near).find(hasSpinner) ??
    below.find(line => offersCancel(line) || hasSpinner(line) || saysBusy(line));
  if (sign === undefined && !/^\s*[⠁-⣿◐◓◑◒]\s|^\s*\S{0,2}\s*(?:working|thinking|running)\b/iu.test(title))
    return undefined;
  const summary = sign === undefined ? '' : doing(sign);
  return { state: 'working', rule: 'general.screen.working', ...(summary && { summary }) };
}

/** `Reading files` of `⠋ Reading files… (3s · esc to interrupt)`. */
function doing(line: string): string {
  const words = line
    .replace(/\(.*$|…|\.\.\.?(?:\s|$)|[│┃]|\b(?:esc|ctrl\+c)\b.*$/giu, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '');
  return isBlank(words) ? '' : oneLine(words, 120);
}

function readRest(page: Page): ScreenReading | undefined {
  const { composer } = page;
  if (!composer) return undefined;
  const { draft } = composer;
  return {
    state: 'idle',
    rule: 'general.screen.prompt',
    ifWorked: readTurnEnd(page),
    ...(draft && { draft }),
  };
}
