import { lazily } from '../../lazily.ts';
import type { Option, Question, QuestionKind } from '../../question/question.ts';
import { isBlank, joinWrapped, oneLine, trimBlank } from '../../screen/screen-text.ts';
import { choiceKeys, isChoiceHint, isDialogHint, saysWaiting } from './general-hints.ts';
import { lastFilled } from './general-lines.ts';
import { findMenus, type Menu } from './general-menu.ts';
import type { Page } from './general-page.ts';

/** A dialog at the bottom, and whether its choices were found. */
export interface Dialog {
  readonly question: Question;
  readonly hasChoices: boolean;
}

/** Undefined where no dialog stands. */
export function readDialog(page: Page): Dialog | undefined {
  const choices = menuQuestion(page) ?? yesOrNo(page) ?? goOn(page) ?? buttons(page);
  const found = choices ?? field(page) ?? windowOver(page);
  return found && { question: { ...found, isGeneral: true }, hasChoices: choices !== undefined };
}

/** How many lines that are neither a hint nor a choice may stand below the choices: a status line, a path. */
const mostBelow = 6;

function menuQuestion(page: Page): Question | undefined {
  const menu = findMenus(page).find(each => !isOutput(page, each) && isOpen(page, each));
  if (!menu) return undefined;
  const { text, body } = askedAbove(page, menu.from);
  const { options, selected } = menu;
  return {
    kind: kindOf(text, options),
    text: text || 'Choose one of these:',
    ...(body && { body }),
    options,
    ...(selected !== undefined && { selected }),
    ...(!menu.isNumbered && { numbered: false }),
    ...(options.some(({ checked }) => checked !== undefined) && { multiple: true }),
  };
}

/** Its keys are named, or it has a pointer that nothing else has. */
function isOpen(page: Page, menu: Menu): boolean {
  const isInBox = page.lines.slice(menu.from, menu.to).every(({ hasBar }) => hasBar);
  if ((menu.hasMarks === true || (isInBox && menu.selected !== undefined)) && !page.composer) return true;
  return (menu.isNumbered && menu.selected !== undefined) || hintsAround(page, menu);
}

/** A prompt below it: the program has gone on, or quotes a menu. Its own line for the number is no such prompt. */
function isOutput({ lines, last, composer }: Page, menu: Menu): boolean {
  const below = lastFilled(lines, last, 99).filter(index => index >= menu.to);
  const isTyped = (index: number) => composer !== undefined && index >= composer.top && index < composer.end;
  const others = below.filter(index => !isTyped(index) && !isDialogHint(lines[index]?.text ?? ''));
  if (others.length > mostBelow || others.some(index => goesOn(lines[index]?.text ?? ''))) return true;
  if (!composer || composer.top < menu.from) return false;
  // Words of one's own are typed in a field that opens below the choices.
  if (/\bbelow\)?$/u.test(menu.options[menu.selected ?? -1]?.label ?? '')) return false;
  const isNext = composer.top - menu.to <= 2 && composer.end - composer.top === 1;
  const asksNumber = [menu.from - 2, menu.from - 1, composer.top - 1, composer.top].some(index =>
    /\b(?:choose|select|pick|enter|type|which)\b/iu.test(lines[index]?.text ?? ''),
  );
  return !(isNext && asksNumber && menu.isNumbered && menu.selected === undefined);
}

/** `Restarting…` below it: the choice was made. */
function goesOn(line: string): boolean {
  return /\p{L}(?:…|\.\.\.)\s*$/u.test(line) && !/\bwaiting\b|\bpress\b/iu.test(line);
}

function hintsAround({ lines, last }: Page, menu: Menu): boolean {
  const texts = lines.map(({ text }) => text);
  const keys = texts.slice(menu.from, menu.to).filter(text => choiceKeys.test(text));
  if (keys.length >= 2 || keys.some(text => /\besc\b/iu.test(text))) return true;
  const beside = [...texts.slice(Math.max(0, menu.from - 4), menu.from), ...texts.slice(menu.from, last + 1)];
  return beside.some(isDialogHint);
}

/** How far up the words of a dialog are looked for. */
const mostAbove = 16;

/** The paragraph right above the choices, and what stands above that up to an edge. */
function askedAbove({ lines }: Page, end: number): { readonly text: string; readonly body: string } {
  let from = end;
  while (from > 0 && end - from < mostAbove && !(lines[from - 1]?.isRule && from < end)) from -= 1;
  const above = trimBlank(
    lines
      .slice(from, end)
      .map(({ text }) => text)
      .filter(text => !isDialogHint(text) && !/^\s*[▲▼↑↓]\s*$/u.test(text)),
  );
  const start = above.findLastIndex(isBlank) + 1;
  const text = oneLine(joinWrapped(above.slice(start)).replace(/^[?◆◇✱●■△!]\s+/u, ''));
  return { text, body: trimBlank(above.slice(0, start)).join('\n') };
}

const yes = lazily(() => /^(?:yes|allow|approve|accept|run|proceed|apply|ok)\b/iu);
const no = lazily(() => /^(?:no|deny|reject|don['’]?t|cancel|skip|decline)\b/iu);

function kindOf(text: string, options: readonly Option[]): QuestionKind {
  if (/\bplan\b/iu.test(text)) return 'plan';
  if (/\btrust\b/iu.test(text)) return 'dialog';
  const isAllowed =
    options.some(({ label }) => yes().test(label)) && options.some(({ label }) => no().test(label));
  return isAllowed ? 'permission' : 'question';
}

const letters = lazily(() => /\((\w)\)(\w*)/gu);
const inOne = lazily(() => /[[(]\s*(y(?:es)?)\s*[/|]\s*(n(?:o)?)((?:\s*[/|]\s*[\w?!]+)*)\s*[\])]/iu);

/** `Continue? [Y/n]`, `Run it? (Y)es/(N)o/(A)ll [Yes]:` at the very end, where the cursor waits. */
function yesOrNo({ lines, last, composer }: Page): Question | undefined {
  // Some print it, and below it the line in which it is answered.
  const isLine = composer !== undefined && composer.end - composer.top === 1;
  const end = isLine && composer.top > 0 ? composer.top - 1 : last;
  const filled = lastFilled(lines, end, 3).filter(index => !isDialogHint(lines[index]?.text ?? ''));
  const [at, ...above] = filled;
  if (at === undefined || (composer && composer.top > at + (isLine ? 2 : 0))) return undefined;
  const line = lines[at]?.text ?? '';
  // A wrapped question has its keys on the line below.
  const text =
    above.length > 0 && /^\s*[[(]/u.test(line) ? `${lines[above[0] ?? at]?.text ?? ''} ${line}` : line;
  const spelled = [...text.matchAll(letters())].filter(([, , rest]) => rest !== '');
  const short = inOne().exec(text);
  const isSpelled = spelled.length >= 2 && /\)\w*\s*[/|,]/u.test(text);
  const start = isSpelled ? (spelled[0]?.index ?? 0) : short?.index;
  if (start === undefined || !/[\])\w][^.]{0,14}$/u.test(text)) return undefined;
  const words = isSpelled
    ? spelled.map(([, letter = '', rest = '']) => ({
        label: `${letter}${rest}`,
        letter: letter.toLowerCase(),
      }))
    : [
        { label: 'Yes', letter: 'y' },
        { label: 'No', letter: 'n' },
      ];
  const asked = text
    .slice(0, start)
    .trim()
    .replace(/^[?◆◇✱●■△!]\s+/u, '');
  return {
    kind: 'permission',
    text: oneLine(asked || 'Yes or no?'),
    options: words.map(({ label, letter }) => ({ label: `${label} (${letter})` })),
    numbered: false,
  };
}

const pressKey = lazily(
  () =>
    /\b(?:press|hit)\s+(?:\[?(?:enter|return)\]?|any key|⏎|↵)(?:\s+(?:key))?(?:\s+(?:to|and)\s+[\p{L} ]{2,40})?[.…\s:]*$/iu,
);

/** `Press Enter to continue`. */
function goOn({ lines, last, composer }: Page): Question | undefined {
  const at = lastFilled(lines, last, 3).find(index => pressKey().test(lines[index]?.text ?? ''));
  if (at === undefined || (composer && composer.top >= at)) return undefined;
  const { text, body } = askedAbove({ lines, last, width: 0 }, at);
  const words = (lines[at]?.text ?? '').trim();
  return {
    kind: 'dialog',
    text: oneLine(text || words),
    ...(body && { body }),
    options: [{ label: words }],
    selected: 0,
    numbered: false,
  };
}

/** Choices side by side: their colour alone tells the one that is chosen. */
function buttons({ lines, last, composer }: Page): Question | undefined {
  const bottom = lastFilled(lines, last, 6);
  const at = bottom.find(index => buttonsOf(lines[index]?.text ?? '').length >= 2);
  if (at === undefined || (composer && composer.top > at)) return undefined;
  if (!bottom.some(index => index >= at && isDialogHint(lines[index]?.text ?? ''))) return undefined;
  const { text, body } = askedAbove({ lines, last, width: 0 }, at);
  const options = buttonsOf(lines[at]?.text ?? '').map(label => ({ label }));
  return {
    kind: kindOf(text, options),
    text: text || 'Choose one of these:',
    ...(body && { body }),
    options,
    numbered: false,
  };
}

function buttonsOf(line: string): readonly string[] {
  const boxed = [...line.matchAll(/[[<(]\s*(\p{Lu}[\p{L} ']{1,24}?)\s*[\])>]/gu)].map(
    ([, label = '']) => label,
  );
  if (boxed.length >= 2) return boxed;
  const words = line
    .trim()
    .split(/\s{2,}/u)
    .filter(
      word => word !== '' && !isDialogHint(word) && !/^[⇆↑↓←→]|\bctrl\+|^(?:tab|enter|esc)\b/iu.test(word),
    );
  return words.every(label => /^\p{Lu}[\p{L} ']{1,24}$/u.test(label)) ? words : [];
}

const secret = lazily(
  () => /\b(?:password|passphrase|passcode|verification code|api key)\b[^.:]{0,40}:\s*$/iu,
);

/** A field, a list or a page of the program that takes the keys: what its choices are is not told apart. */
function field({ lines, last, composer }: Page): Question | undefined {
  if (composer) return undefined;
  const bottom = lastFilled(lines, last, 4);
  const [lowest] = bottom;
  if (lowest !== undefined && secret().test(lines[lowest]?.text ?? ''))
    return { kind: 'dialog', text: oneLine(lines[lowest]?.text ?? ''), options: [] };
  const at = bottom.find(
    index => isChoiceHint(lines[index]?.text ?? '') || saysWaiting(lines[index]?.text ?? ''),
  );
  if (at === undefined) return undefined;
  const { text } = askedAbove({ lines, last, width: 0 }, at);
  return { kind: 'dialog', text: text || 'A dialog is open', options: [] };
}

/** A window over the rest, of which the title stands in one line with the key that closes it. */
function windowOver({ lines, last }: Page): Question | undefined {
  const title = lines
    .slice(Math.max(0, last - 45), last + 1)
    .map(({ text }) => /(?:^|\s{3})(\p{Lu}[\p{L} ]{2,30}?)\s{6,}esc$/u.exec(text.trimEnd())?.[1])
    .find(found => found !== undefined);
  return title === undefined ? undefined : { kind: 'dialog', text: title, options: [] };
}
