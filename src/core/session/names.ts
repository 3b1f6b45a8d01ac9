import { withoutControls } from '../text/safe-output.ts';
import type { SafeText } from '../text/safe-text.ts';
import { cells, clip, safeLines, safeText } from '../text/safe-text.ts';
import type { Session } from './session.ts';

const mostCells = 40;

/** A name as someone or something gives it, as it is kept: one line without what a terminal would obey. */
export function safeName(name: string): string {
  const line = withoutControls(name.slice(0, 10_000)).replace(/\s+/g, ' ').trim();
  return [...line].slice(0, 200).join('').trim();
}

/** A short name for a session, from the first line of its prompt that says something; empty when none does. */
export function nameFromPrompt(prompt: string): SafeText {
  for (const line of safeLines(prompt.slice(0, 10_000))) {
    const name = nameFromLine(line);
    if (/[\p{L}\p{N}]/u.test(name) && !title.test(name)) return safeText(name);
  }
  return safeText('');
}

/** Name for tmux: `[a-z0-9-]{1,40}`, `<role>-<scope>` when the role is known. */
export function slugFrom(name: string, role?: string): string {
  const scope = slug(name);
  const first = role === undefined ? '' : slug(role);
  const isNamed = first === '' || scope === first || scope.startsWith(`${first}-`);
  return cutAtHyphen(isNamed ? scope : [first, scope].filter(Boolean).join('-')) || 'session';
}

/** The name of its tmux session, as its row is called now. */
export function slugOf({ spec, userState }: Pick<Session, 'spec' | 'userState'>): string {
  return userState.name === undefined ? spec.slug : slugFrom(userState.name, spec.role);
}

/** Headings that stand above any task. */
const title =
  /^(?:your )?(?:task|goal|objective|context|background|overview|summary|description|instructions?|prompt)$/i;

function nameFromLine(line: string): string {
  if (/^\s*(```|~~~|---|===|<!--)/.test(line)) return '';
  const bare = withoutFiller(
    line
      .replace(/^[\s#>*•\-–—]+|^\s*\d+[.)]\s+/u, '')
      .replace(/[`*"“”]/g, '')
      .trim(),
  );
  const sentence = /^(.{8,}?)[.!?;:](?:\s|$)/u.exec(bare)?.[1] ?? bare;
  return shorten(sentence.replace(/[\s.,;:!?…]+$/u, ''));
}

const filler =
  /^(?:(?:hi|hey|hello|ok|okay|so|now|please|pls|kindly|claude|codex|copilot|gemini|opencode|qwen)\b[\s,!.:]+|(?:can|could|would|will) you\b[\s,]+|i(?:'d| would) like you to\s+|i (?:want|need) you to\s+|i(?:'d| would) like to\s+|i (?:want|need) to\s+|you (?:should|must|need to)\s+|let(?:'|’)?s\s+|help me\s+(?:to\s+)?|go ahead and\s+)/iu;

function withoutFiller(line: string): string {
  let rest = line;
  for (let next = rest.replace(filler, ''); next !== rest && next !== ''; next = rest.replace(filler, ''))
    rest = next;
  return rest;
}

/** Cut between words where that leaves a good part. */
function shorten(text: string): string {
  if (cells(text) <= mostCells) return text;
  const cut = clip(text, mostCells - 1, '');
  const atWord = text.startsWith(' ', cut.length) ? cut : cut.replace(/\s+\S*$/u, '');
  return `${cells(atWord) >= mostCells / 2 ? atWord : cut}…`;
}

/** Letters that do not come apart into a plain letter and an accent. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

function slug(text: string): string {
  return safeText(text.slice(0, 1000))
    .toLowerCase()
    .replace(/[ßæœøđðþłı]/g, letter => spelled[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function cutAtHyphen(text: string): string {
  if (text.length <= mostCells) return text;
  const cut = text.slice(0, mostCells);
  if (text[mostCells] === '-') return cut;
  const last = cut.lastIndexOf('-');
  return (last >= mostCells / 2 ? cut.slice(0, last) : cut).replace(/-+$/, '');
}
