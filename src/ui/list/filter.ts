import { rankSessions } from '../../core/find/match.ts';
import { pullOfAddress } from '../../core/pulls/find-pulls.ts';
import { type PullRef, pullKey } from '../../core/pulls/pulls.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { subagentOf } from '../../core/session/subagent.ts';
import type { LineState } from '../state/line.ts';
import type { Slices } from '../state/view-state.ts';
import { meaningsOf } from './state-words.ts';

/** Which rows are shown; every part that is there must fit. */
export interface Filter {
  readonly agent?: string;
  readonly state?: string;
  readonly name?: string;
  /** Looked for in the name, the summary, the directory, the agent and the first prompt; the best fit comes first. */
  readonly find?: string;
  /** A pull request by its number, or by its whole address. */
  readonly pull?: number | PullRef;
}

/** A filter is typed by hand; a pasted megabyte is a prompt. */
const longest = 200;
/** So many words after `a:…` are looked for; more are a prompt. */
const mostWords = 6;

/**
 * `a:claude s:blocked n:login words`, `#123` or the address of a pull request in the dispatch line; any other text is
 * a prompt and no filter.
 */
export function readFilter(text: string): Filter | undefined {
  if (!/^\s*([asn]:|#\d|https:)/.test(text) || text.length > longest) return undefined;
  const all = text.trim().split(/\s+/);
  const pull = all.map(pullIn).find(found => found !== undefined);
  const parts = all.filter(part => pullIn(part) === undefined);
  const pairs = parts.flatMap(part => /^([asn]):(.*)$/.exec(part)?.slice(1, 3).join(' ') ?? []);
  const words = parts.filter(part => !/^[asn]:/.test(part));
  const value = (key: string) =>
    pairs
      .find(pair => pair.startsWith(`${key} `))
      ?.slice(2)
      .toLowerCase();
  const [agent, state, name] = [value('a'), value('s'), value('n')];
  // A prompt can begin with `s: is slow`; then nothing stands after the colon, or no state is called so.
  const isPrompt =
    pairs.length === 0 ||
    pairs.some(pair => pair.length === 2) ||
    (state !== undefined && meaningsOf(state).length === 0);
  if (words.length > 0 && (isPrompt || words.length > mostWords)) return undefined;
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(state === undefined ? {} : { state }),
    ...(name === undefined ? {} : { name }),
    ...(words.length === 0 ? {} : { find: words.join(' ') }),
    ...(pull === undefined ? {} : { pull }),
  };
}

function pullIn(word: string): number | PullRef | undefined {
  const number = /^#(\d{1,9})$/.exec(word)?.[1];
  return number === undefined ? pullOfAddress(word) : Number(number);
}

/** The filter in force: typed into the dispatch line, or plain words after Ctrl+F. */
export function activeFilter(line: LineState): Filter | undefined {
  const { text } = line.field;
  if (line.isFinding) return { find: text.slice(0, longest).trim() };
  return text === '' ? undefined : readFilter(text);
}

/** Enter has given the keys back to the list. */
export function isFilterKept({ field, keptFilter }: LineState): boolean {
  return field === keptFilter && field.text !== '';
}

let last: { sessions: readonly Session[]; key: string; shown: readonly Session[] } | undefined;

/** The sessions that pass; the same array while nothing that matters has changed. */
export function shownSessions(state: Slices<'sessions' | 'line'>): readonly Session[] {
  const filter = activeFilter(state.line);
  if (!filter) return state.sessions.all;
  const key = JSON.stringify(filter);
  if (last?.sessions === state.sessions.all && last.key === key) return last.shown;
  const passing = state.sessions.all.filter(session => passes(filter, session));
  const shown = filter.find ? rankSessions(filter.find, passing) : passing;
  last = { sessions: state.sessions.all, key, shown };
  return shown;
}

function passes(filter: Filter, session: Session): boolean {
  if (filter.agent && !isOfAgent(filter.agent, session)) return false;
  if (filter.name && !displayName(session).toLowerCase().includes(filter.name)) return false;
  if (filter.pull !== undefined && !isOn(session, filter.pull)) return false;
  return !filter.state || meaningsOf(filter.state).some(fits => fits(session));
}

function isOn({ pulls = [] }: Session, wanted: number | PullRef): boolean {
  return pulls.some(pull =>
    typeof wanted === 'number' ? pull.number === wanted : pullKey(pull) === pullKey(wanted),
  );
}

/** By its program, or by the subagent that leads it: `claude`, `reviewer`, `claude:reviewer`. */
function isOfAgent(word: string, { spec }: Session): boolean {
  const subagent = subagentOf(spec)?.toLowerCase();
  const names = [spec.agent, ...(subagent === undefined ? [] : [subagent, `${spec.agent}:${subagent}`])];
  return names.some(name => name.startsWith(word.replace(/^@/, '')));
}
