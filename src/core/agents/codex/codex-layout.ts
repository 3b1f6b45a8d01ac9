import type { Screen } from '../../screen/screen.ts';
import { indentOf, isBlank } from '../../screen/screen-text.ts';
import { type CodexChoices, readCodexChoices } from './codex-options.ts';

/** The parts of Codex's screen: a transcript, and below it a composer or a dialog. */
export interface CodexLayout {
  readonly transcript: readonly string[];
  /** Right above the composer: what runs on after the turn. */
  readonly background?: string;
  readonly composer?: CodexComposer;
  readonly dialog?: CodexDialog;
}

export interface CodexComposer {
  readonly draft: string;
  /** Line of the prompt sign, from the top. */
  readonly line: number;
}

/** What is asked stands in `above`, from its heading to the choices. */
export interface CodexDialog {
  readonly above: readonly string[];
  readonly choices?: CodexChoices;
  /** Between the choices and the hints: a field for notes. */
  readonly between: readonly string[];
  readonly hints: string;
}

/**
 * By structure: a dialog ends with a line of its keys and takes the composer's place; else the last
 * prompt sign is the composer's.
 */
export function readCodexLayout({ lines, width }: Pick<Screen, 'lines' | 'width'>): CodexLayout {
  const text = lines.slice(0, lines.findLastIndex(line => !isBlank(line)) + 1);
  const composer = findComposer(text);
  if (composer)
    return { ...withoutBackground(withoutMenu(text.slice(0, composer.line), composer.draft)), composer };
  const hintsAt = hintsStart(text);
  return hintsAt === undefined ? { transcript: text } : withDialog(text, hintsAt, width);
}

function withDialog(lines: readonly string[], hintsAt: number, width: number): CodexLayout {
  const edge = transcriptEnd(lines, hintsAt);
  const choices = readCodexChoices(lines, { from: edge, to: hintsAt, width });
  const from = dialogStart(lines, edge, choices?.from ?? hintsAt);
  return {
    transcript: lines.slice(0, from),
    dialog: {
      above: lines.slice(from, choices?.from ?? hintsAt),
      ...(choices && { choices }),
      between: lines.slice(choices?.to ?? hintsAt, hintsAt),
      hints: lines.slice(hintsAt).join(' '),
    },
  };
}

/** `enter select · esc back`, `Press enter to confirm or esc to cancel`, `tab to add notes | enter to submit answer | …`. */
const keyHint =
  /^\s*(?:(?:press )?enter (?:to )?(?:confirm|continue|select|submit|accept|apply|save|open|toggle|trust|choose)\b|(?:tab|space)\b.*\benter (?:to )?\w+|(?:press )?enter\b.*\besc\b|(?:press )?esc (?:to )?(?:cancel|go back|back|close|dismiss|skip)\b)/iu;

/** A narrow terminal wraps the hints: they are the last lines without a blank one between. */
function hintsStart(lines: readonly string[]): number | undefined {
  const start = lines.findLastIndex(isBlank) + 1;
  return lines.slice(start).some(line => keyHint.test(line)) ? start : undefined;
}

/** The prompt sign at the left edge, above its footer; nothing else stands at that edge below it. */
function findComposer(lines: readonly string[]): CodexComposer | undefined {
  const line = lines.findLastIndex(each => /^[›!](?:\s|$)/u.test(each));
  const below = lines.slice(line + 1);
  const footer = below.findLastIndex(isBlank);
  if (line < 0 || footer < 0 || hintsStart(lines) !== undefined) return undefined;
  // Below a prompt that was sent stands an answer.
  if (below.some(each => (!isBlank(each) && indentOf(each) < 2) || workedFor.test(each))) return undefined;
  const typed = [(lines[line] ?? '').slice(1), ...below.slice(0, footer)];
  const draft = typed.map(each => each.trim()).join('\n');
  return { line, draft: draft.trim() };
}

/** The line that ends a turn, `  Worked for 3s • 08:43`; older versions draw a rule around it. */
export const workedFor = /^\s*(?:─+\s*)?Worked for (?:<?\d+[hms] ?)+/u;

function withoutBackground(lines: readonly string[]): Pick<CodexLayout, 'transcript' | 'background'> {
  const last = lines.findLastIndex(line => !isBlank(line));
  const background = (lines[last] ?? '').trim();
  const isOne = /^\d+ background \w+ running\b/u.test(background);
  return isOne ? { transcript: lines.slice(0, last), background } : { transcript: lines };
}

/** The menu of `/` and `@` stands right above the composer, one of its lines under a cursor. */
function withoutMenu(lines: readonly string[], draft: string): readonly string[] {
  const menu = lines.findLastIndex(line => /^› \S/u.test(line));
  const isMenu =
    /^[/@$]/u.test(draft) && lines.slice(menu).every(line => isBlank(line) || /^[› ] \S/u.test(line));
  if (menu < 0 || !isMenu) return lines;
  let from = menu;
  while (/^ {2}\S/u.test(lines[from - 1] ?? '') && !workedFor.test(lines[from - 1] ?? '')) from -= 1;
  return lines.slice(0, from);
}

const mark = /^(?:[•◦✔✗✘■⚠](?:\s|$)|› (?!\d+\. ))/u;

/** The line after the last head of an entry, its text not included. */
function transcriptEnd(lines: readonly string[], end: number): number {
  return lines.findLastIndex((line, index) => index < end && (mark.test(line) || workedFor.test(line))) + 1;
}

const heading =
  /^\s{0,3}(?:Would you like|Do you (?:want|trust)|Allow\b|Question \d+\/\d+|Implement this plan\?|Folder access|Hooks need review|Welcome to Codex)/u;

/** Two blank lines part a dialog from the transcript, and sometimes its choices from its text. */
function dialogStart(lines: readonly string[], edge: number, end: number): number {
  const named = lines.findLastIndex((line, index) => index >= edge && index < end && heading.test(line));
  if (named >= 0) return named;
  const last = lines.findLastIndex(
    (line, index) => index >= edge && index < end && /\p{L}/u.test(line) && !isRow(line),
  );
  for (let line = last; line > edge; line -= 1) {
    if (isBlank(lines[line] ?? '') && isBlank(lines[line - 1] ?? '')) return line + 1;
  }
  if (edge === 0) return 0;
  const gap = lines.findIndex((line, index) => index >= edge && isBlank(line));
  return gap < 0 || gap > last ? Math.min(edge, end) : gap + 1;
}

function isRow(line: string): boolean {
  return /^\s*(?:[›>]\s*)?\d+\.\s/u.test(line) || /^\s{8,}/u.test(line);
}
