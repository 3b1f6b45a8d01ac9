import { lazily } from '../../lazily.ts';
import type { Option, Question } from '../../question/question.ts';
import type { Screen } from '../../screen/screen.ts';
import { isBlank, oneLine } from '../../screen/screen-text.ts';
import { cells } from '../../text/safe-text.ts';
import { readDialog } from '../general/general-dialogs.ts';
import { readPage } from '../general/general-page.ts';

/** What the end of a job's output asks. */
export interface Asked {
  readonly question: Question;
  /** The words alone say so; else only together with a program that reads the terminal. */
  readonly isCertain: boolean;
}

/**
 * A program that waits for an answer leaves the cursor behind its last words: a line of a log is ended, and the cursor
 * stands below it. Undefined where the output does not end like that.
 */
export function askedAtEnd(screen: Screen): Asked | undefined {
  const at = screen.lines.findLastIndex(line => !isBlank(line));
  const line = screen.lines[at] ?? '';
  const behind = screen.cursorY === at ? screen.cursorX - cells(line.trimEnd()) : undefined;
  const isOpen = behind !== undefined && behind >= 0 && behind <= mostBehind;
  if (!isOpen) return menuAtEnd(screen) ?? endedLine(line, { screen, at });
  const text = askedText(screen.lines, at);
  const certain = secretIn(line, text) ?? pagerAt(line) ?? choicesIn(line, text) ?? keyIn(line, text);
  if (certain) return { question: certain, isCertain: true };
  const menu = menuAtEnd(screen);
  if (menu) return menu;
  const question: Question = { kind: 'question', text: oneLine(text), options: [] };
  return { question, isCertain: isAsking(line.trimEnd()) };
}

/** Blanks between the words and the cursor. */
const mostBehind = 3;

/** `read` without words of its own, below a line that asks. */
function endedLine(
  line: string,
  { screen, at }: { readonly screen: Screen; readonly at: number },
): Asked | undefined {
  if (
    screen.cursorX !== 0 ||
    screen.cursorY !== at + 1 ||
    !/[?:]\s*$|[\])]\s*$|\benter\b|\bpress\b/iu.test(line)
  )
    return undefined;
  const text = askedText(screen.lines, at);
  const question = secretIn(line, text) ??
    choicesIn(line, text) ??
    keyIn(line, text) ?? { kind: 'question', text: oneLine(text), options: [] };
  return { question, isCertain: false };
}

/** Choices with a pointer that arrows move, as the questions of `npm create` have them. */
function menuAtEnd(screen: Screen): Asked | undefined {
  if (!screen.lines.some(line => pointed().test(line))) return undefined;
  const found = readDialog(readPage(screen));
  if (!found?.hasChoices || found.question.selected === undefined || found.question.options.length < 2)
    return undefined;
  return { question: found.question, isCertain: true };
}

/** Most output has none, and is not read further. */
const pointed = lazily(() => /^[\s│┃║|]*[❯›>▶►▸→➤●◉◆*»](?:\s|\d)/u);

/** The line, with the one above it where that is the first half of a wrapped sentence. */
function askedText(lines: readonly string[], at: number): string {
  const line = (lines[at] ?? '').trim();
  const above = (lines[at - 1] ?? '').trim();
  const isRest = line.length < 24 && /^[[(]|^\p{Ll}/u.test(line) && above !== '' && !/[.!:;]$/u.test(above);
  return isRest ? `${above} ${line}` : line;
}

const secret = lazily(
  () =>
    /(?:passwor[dt]|passphrase|passcode|kennwort|mot de passe|contraseña|senha|пароль|パスワード|密码|密碼|암호|wachtwoord|hasło|\bpin\b|\botp\b|\b(?:access|api|auth)?[ -]?(?:token|secret)\b|\bapi[ -]key\b|\bverification code\b).{0,80}[:：]\s*$/iu,
);

function secretIn(line: string, text: string): Question | undefined {
  return secret().test(line)
    ? { kind: 'question', text: oneLine(text), options: [], isSecret: true }
    : undefined;
}

const pager = lazily(
  () =>
    /^(?:--\s?more\s?--(?:\s?\(.*\))?|\(END\)|:|.{0,90}\bline \d+\b.{0,60}|lines \d+-\d+.*|.{1,80} \(END\))$/iu,
);
const isPagerWords = lazily(() => /--\s?more|\(END\)|^:$|press h for help|^lines \d+-\d+/iu);

function pagerAt(line: string): Question | undefined {
  const words = line.trim();
  if (!pager().test(words) || !isPagerWords().test(words)) return undefined;
  return {
    kind: 'dialog',
    text: words === ':' ? 'A pager shows more' : oneLine(words),
    options: [{ label: 'Next page (space)' }, { label: 'Quit (q)' }],
    numbered: false,
  };
}

/** `[y/N]`, `(yes/no/[fingerprint])?`, `(a/b/c) [a]:`, at the end but for an answer that was typed and not sent. */
const inBrackets = lazily(
  () =>
    /[[(<]\s*([\p{L}\d?!*]{1,16}(?:\s?[/|,]\s?\[?[\p{L}\d?!*-]{1,16}\]?){1,7})\s*[\])>]\s*(?:[[(][\p{L}\d]{1,12}[\])])?\s*[?:.]{0,2}(?=\s*\S{0,12}\s*$)/u,
);
const spelled = lazily(() => /[([]([A-Za-z])[)\]](\p{Ll}+)/gu);

function choicesIn(line: string, text: string): Question | undefined {
  const listed = inBrackets().exec(text);
  const words = listed?.[1]?.split(/[/|,]/u).map(word => word.replace(/[[\]\s]/gu, ''));
  const isYesOrNo = words?.some(word => yesOrNo().test(word)) === true;
  const parts = [...line.matchAll(spelled())].map(([, letter = '', rest = '']) => ({ letter, rest }));
  if (parts.length >= 2 && /[?:\])>]\s*\S?\s*$/u.test(line)) {
    const options = parts.map(({ letter, rest }) => ({
      label: `${letter}${rest} (${letter.toLowerCase()})`,
    }));
    return { kind: 'question', text: oneLine(text), options, numbered: false, isGeneral: true };
  }
  if (!listed || !words || !(isYesOrNo || /[?:]/u.test(text.slice(listed[0].length)) || text.includes('?')))
    return undefined;
  const options: readonly Option[] = words.map(word => ({ label: nameOf(word) }));
  const asked = text.slice(0, listed.index + listed[0].length);
  // One letter each: some programs take the key alone, others wait for Enter.
  const isKeys = words.every(word => [...word].length === 1);
  const general = isKeys ? { isGeneral: true } : {};
  return { kind: 'question', text: oneLine(asked), options, numbered: false, ...general };
}

const yesOrNo = lazily(() => /^(?:y|yes|n|no|j|ja|nein|o|oui|non|s|si|sí)$/iu);

function nameOf(word: string): string {
  const names: Readonly<Record<string, string>> = { y: 'Yes', n: 'No', a: 'All', q: 'Quit' };
  const name = names[word.toLowerCase()];
  if (name !== undefined) return `${name} (${word.toLowerCase()})`;
  return [...word].length === 1 ? `${word} (${word.toLowerCase()})` : word;
}

const pressKey = lazily(
  () =>
    /(?:\b(?:press|hit|push)\b|\bdrücke|\bappuyez|\bpulse|\bpresione|\bpremi|нажмите|按|押して).{0,24}(?:\benter\b|\breturn\b|\bkey\b|\btaste\b|\btouche\b|\btecla\b|\btasto\b|\bspace\b|⏎|↵|клавиш|任意键|回车|キー).{0,60}$/iu,
);

function keyIn(line: string, text: string): Question | undefined {
  if (!pressKey().test(line)) return undefined;
  return {
    kind: 'dialog',
    text: oneLine(text),
    options: [{ label: line.trim() }],
    selected: 0,
    numbered: false,
  };
}

const asks = lazily(
  () =>
    /\b(?:enter|type|choose|choice|select|selection|pick|provide|specify|what|which|name|e-?mail|user ?name|login|answer|your|continue|proceed|overwrite|sure|want|number)\b/iu,
);

/** A question mark with the cursor behind it; a colon or an arrow after words that ask. */
function isAsking(line: string): boolean {
  if (/[?？]\s?[:>]?$/u.test(line) && /\p{L}/u.test(line)) return true;
  return /[:：>]$|[)\]]:?$/u.test(line) && asks().test(line) && line.length < 200;
}
