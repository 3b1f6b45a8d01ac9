import type { Question } from '../../question/question.ts';
import { type Answer, choose, enter, move } from '../shared/answer-steps.ts';
import { digitOf } from '../shared/key.ts';
import type { Step } from '../shared/step.ts';

/**
 * The keys that answer a dialog of Claude Code. Each digit is a step of its own: two that arrive in one read are
 * ignored. In its first 0.2 s a dialog ignores keys; the one who sends them looks again.
 */
export function answerClaude(question: Question, { choices, text }: Answer): readonly Step[] | undefined {
  const words = text?.trim() ? text : undefined;
  if (question.kind === 'prose') return words ? [{ text: words }, enter] : undefined;
  if (choices.some(choice => !question.options[choice])) return undefined;
  if (question.multiple) return answerMany(question, choices, words);
  if (words) return answerWords(question, choices, words);
  const [choice] = choices;
  if (choice === undefined || choices.length > 1 || needsWords(question, choice)) return undefined;
  return pick(question, choice);
}

/** The option that opens a text field says nothing by itself; refusing a permission or an older version's plan does. */
function needsWords({ kind, freeText, options }: Question, choice: number): boolean {
  if (choice !== freeText || kind === 'permission') return false;
  return kind === 'question' || /^Tell Claude/u.test(options[choice]?.label ?? '');
}

/** In an open text field a digit would be a part of the text. */
function pick(question: Question, choice: number): readonly Step[] | undefined {
  const { freeText, selected } = question;
  if (selected === undefined || selected !== freeText) return choose(question, choice);
  return [...move(selected, choice), enter];
}

/** Words go into the choice that takes them; for a permission that is a refusal with a reason. */
function answerWords(
  question: Question,
  choices: readonly number[],
  words: string,
): readonly Step[] | undefined {
  const { freeText, selected } = question;
  if (freeText === undefined || choices.some(choice => choice !== freeText)) return undefined;
  if (question.kind === 'permission') {
    if (selected === undefined) return undefined;
    return [...move(selected, freeText), { keys: ['tab'] }, ...typed(words)];
  }
  // The field is open already, perhaps with words in it.
  if (selected === freeText) return [{ keys: ['ctrl+u'] }, ...typed(words)];
  const open = choose(question, freeText);
  return open && [...open, ...typed(words)];
}

/** Enter behind a backslash is a line end; from the beginning of the field it sends (2.1.328). */
function typed(words: string): readonly Step[] {
  const toStart: Step = { keys: ['ctrl+a'] };
  return [{ text: words }, ...(words.endsWith('\\') ? [toStart] : []), enter];
}

/** Toggles what differs from the screen; then Tab leads on, from the text field by way of the button below it. */
function answerMany(
  question: Question,
  choices: readonly number[],
  words: string | undefined,
): readonly Step[] | undefined {
  const { freeText, selected, options } = question;
  const boxes = options.flatMap((option, index) => (option.checked === undefined ? [] : [index]));
  const [only] = choices;
  if (only !== undefined && choices.length === 1 && !boxes.includes(only)) return pick(question, only);
  // Its words stand in the field, or it is ticked in vain: the question would be passed over.
  const isFree = freeText !== undefined && choices.includes(freeText);
  if (isFree && !words && options[freeText]?.checked !== true) return undefined;
  if (choices.some(choice => !boxes.includes(choice)) || boxes.some(box => box > 8)) return undefined;
  const toggled = boxes.filter(box => box !== freeText && choices.includes(box) !== options[box]?.checked);
  // In the open text field digits would be a part of the text.
  const leaves = selected !== undefined && selected === freeText && (toggled.length > 0 || !words);
  const cursor = leaves ? Math.max(0, selected - 1) : selected;
  const toggles: readonly Step[] = [
    ...(leaves ? move(selected, cursor ?? 0) : []),
    ...toggled.map(box => ({ keys: [digitOf(box)] })),
  ];
  if (!words) return choices.length === 0 ? undefined : [...toggles, { keys: ['tab'] }];
  if (freeText === undefined || cursor === undefined) return undefined;
  const clear: readonly Step[] = options[freeText]?.description === undefined ? [] : [{ keys: ['ctrl+u'] }];
  return [...toggles, ...move(cursor, freeText), ...clear, { text: words }, { keys: ['tab'] }, enter];
}
