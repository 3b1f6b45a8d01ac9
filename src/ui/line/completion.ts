import { choosable } from '../../core/agents/shared/launch-options.ts';
import type { Catalog, Ranked } from '../../core/catalog/catalog.ts';
import { activeFilter } from '../list/filter.ts';
import { endsWithView } from '../state/ends-with-view.ts';
import { isBrowsing, type LineState } from '../state/line.ts';
import type { Slices } from '../state/view-state.ts';
import {
  agentEntries,
  commandEntries,
  type Entry,
  knownIn,
  mentionEntries,
  nameEntries,
  optionEntries,
  valueEntries,
} from './completion-entries.ts';
import { nextDefaults } from './dispatch-line.ts';
import { readLeading } from './leading-words.ts';
import { valuesOf } from './next-options.ts';

export interface Menu {
  /** The word in the field, from its first character to the cursor. */
  readonly from: number;
  readonly word: string;
  readonly entries: readonly Ranked<Entry>[];
  readonly at: number;
  /** Enter takes the entry; otherwise it does what it does without a menu. */
  readonly isTaking: boolean;
}

/** A menu is for words that are typed; longer ones are pasted. */
const longestWord = 200;

/** What a menu is made of. */
type MenuSlices = Slices<'keys' | 'line' | 'launch' | 'sessions'>;

let last: { readonly of: MenuSlices; readonly menu: Menu | undefined } | undefined;

/** The completion menu for the word under the cursor; undefined while there is none. Read once for the same slices. */
export function openMenu(state: MenuSlices): Menu | undefined {
  const { keys, line, launch, sessions } = state;
  const isSame =
    last?.of.keys === keys &&
    last.of.line === line &&
    last.of.launch === launch &&
    last.of.sessions.hosted === sessions.hosted;
  if (!last || !isSame) last = { of: { keys, line, launch, sessions }, menu: readMenu(state) };
  return last.menu;
}

function readMenu(state: MenuSlices): Menu | undefined {
  const { catalog } = state.launch;
  const { field } = state.line;
  // ↑ and ↓ go on through the earlier prompts.
  if (
    !catalog ||
    isBrowsing(state.line) ||
    field.text === '' ||
    state.keys.mode !== 'list' ||
    activeFilter(state.line)
  )
    return undefined;
  const word = completable(state, catalog);
  if (!word || isClosed(state.line, word.from)) return undefined;
  const entries = rankedFor(catalog, word);
  if (entries.length === 0) return undefined;
  const marks = state.line.menu?.field === field ? state.line.menu : undefined;
  const isComplete = entries.some(({ entry }) => entry.text === word.text);
  const at = Math.min(marks?.at ?? 0, entries.length - 1);
  const isTaking = marks?.isMoved || (word.isOurs && !isComplete);
  return { from: word.from, word: word.text, entries, at, isTaking };
}

/** Until the word that it was closed for is left. */
function isClosed({ menu }: LineState, from: number): boolean {
  return menu?.closedAt === from;
}

let ranked:
  | { readonly catalog: Catalog; readonly key: string; readonly entries: readonly Ranked<Entry>[] }
  | undefined;

/** Asked for by the frame and by every key: ranked once for the same word. */
function rankedFor(catalog: Catalog, word: Completable): readonly Ranked<Entry>[] {
  const key = `${word.cwd} ${word.key} ${word.text}`;
  if (ranked?.catalog === catalog && ranked.key === key) return ranked.entries;
  const all = word.entries(knownIn(catalog, word.cwd));
  const entries = word.isPrefix ? startingWith(all, word.text) : rankedAfterSign(catalog, all, word.text);
  ranked = { catalog, key, entries };
  return entries;
}

function startingWith(all: readonly Entry[], text: string): readonly Ranked<Entry>[] {
  return all
    .filter(entry => entry.text.startsWith(text))
    .map(entry => ({ entry, marked: places(text.length) }));
}

/** What all of them begin with says nothing of how well one fits. */
function rankedAfterSign(catalog: Catalog, all: readonly Entry[], text: string): readonly Ranked<Entry>[] {
  const sign = /^(?:@"?|\/|--)?/.exec(text)?.[0].length ?? 0;
  const found = catalog.rank(text.slice(sign), all, entry => entry.text.slice(sign));
  return found.map(({ entry, marked }) => ({
    entry,
    marked: [...places(sign), ...marked.map(place => place + sign)],
  }));
}

function places(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

interface Completable {
  readonly from: number;
  readonly text: string;
  /** Where the line would start a session. */
  readonly cwd: string;
  /** Enter completes it: it stands where only such a word can stand. */
  readonly isOurs: boolean;
  /** Only what begins with it. */
  readonly isPrefix?: boolean;
  /** Tells lists of entries apart. */
  readonly key: string;
  readonly entries: (catalog: Catalog) => readonly Entry[];
}

function completable(state: MenuSlices, catalog: Catalog): Completable | undefined {
  const { text, cursor } = state.line.field;
  const { from, text: word } = wordBefore(text, cursor);
  const isAtEnd = cursor === text.length || /\s/.test(text[cursor] ?? '');
  if (!isAtEnd || word.length > longestWord) return undefined;
  const before = text.slice(0, from);
  const leading = readLeading(before, catalog);
  const isLeading = leading.rest.trim() === '';
  const { agent, cwd } = nextDefaults(before, state.launch);
  const base = { from, text: word, cwd };
  const option = isLeading || leading.problem ? /(?:^|\s)--([a-z-]+)\s+$/.exec(before)?.[1] : undefined;
  if (option) return valuesFor(option, agent, base);
  if (word.startsWith('@')) return { ...base, isOurs: isLeading, key: 'mentions', entries: mentionEntries };
  if (!isLeading || leading.problem) return undefined;
  if (word.startsWith('/')) {
    const isEnding = from === 0 ? endsWithView(state) : undefined;
    const key = `commands ${agent} ${isEnding}`;
    return { ...base, isOurs: true, key, entries: all => commandEntries(all, agent, isEnding) };
  }
  if (word.startsWith('--')) return { ...base, isOurs: true, key: 'options', entries: optionEntries };
  const isName = /^[a-z][\w-]+$/.test(word) && !leading.mentions.some(({ type }) => type === 'agent');
  if (!isName || cursor < text.length) return undefined;
  return { ...base, isOurs: false, isPrefix: true, key: 'names', entries: nameEntries };
}

/** The word that ends at the cursor; after `@"` it may hold blanks. */
function wordBefore(text: string, cursor: number): { readonly from: number; readonly text: string } {
  const near = text.slice(Math.max(0, cursor - longestWord - 1), cursor);
  const word = /(?:^|\s)(@"[^"\n]*)$/.exec(near)?.[1] ?? /\S*$/.exec(near)?.[0] ?? '';
  return { from: cursor - word.length, text: word };
}

function valuesFor(
  option: string,
  agent: string,
  base: Pick<Completable, 'from' | 'text' | 'cwd'>,
): Completable | undefined {
  const key = `--${option} ${agent}`;
  if (option === 'agent') return { ...base, isOurs: false, key, entries: agentEntries };
  const name = choosable.find(candidate => candidate === option);
  if (!name || valuesOf(agent, name).length === 0) return undefined;
  const isOurs = name !== 'model' && base.text !== '';
  return { ...base, isOurs, key, entries: () => valueEntries(agent, name) };
}
