import { directoryOf } from './directory.ts';
import { type Session, type State, states } from './session.ts';
import { displayName, type ViewState } from './view-state.ts';

/** Which rows are shown; every part that is there must fit. */
export interface Filter {
  readonly agent?: string;
  readonly state?: string;
  readonly name?: string;
  /** Words that may stand anywhere in the name, the summary, the directory or the first prompt. */
  readonly words?: readonly string[];
}

/** A filter is typed by hand; a pasted megabyte is a prompt. */
const longest = 200;

/** `a:claude s:blocked n:login` in the dispatch line; any other text is a prompt and no filter (V12). */
export function readFilter(text: string): Filter | undefined {
  if (!/^\s*[asn]:/.test(text) || text.length > longest) return undefined;
  const parts = text.trim().split(/\s+/);
  const pairs = parts.map(part => /^([asn]):(.*)$/.exec(part));
  if (!pairs.every(pair => pair !== null)) return undefined;
  const value = (key: string) => pairs.find(pair => pair[1] === key)?.[2]?.toLowerCase();
  const [agent, state, name] = [value('a'), value('s'), value('n')];
  return {
    ...(agent === undefined ? {} : { agent }),
    ...(state === undefined ? {} : { state }),
    ...(name === undefined ? {} : { name }),
  };
}

/** The filter in force: typed into the dispatch line, or plain words after Ctrl+F. */
export function activeFilter(state: ViewState): Filter | undefined {
  const { text } = state.field;
  if (state.isFinding) return { words: text.slice(0, longest).toLowerCase().split(/\s+/).filter(Boolean) };
  return text === '' ? undefined : readFilter(text);
}

let last: { sessions: readonly Session[]; key: string; shown: readonly Session[] } | undefined;

/** The sessions that pass; the same array while nothing that matters has changed. */
export function shownSessions(state: ViewState): readonly Session[] {
  const filter = activeFilter(state);
  if (!filter) return state.sessions;
  const key = JSON.stringify(filter);
  if (last?.sessions === state.sessions && last.key === key) return last.shown;
  const shown = state.sessions.filter(session => passes(filter, session));
  last = { sessions: state.sessions, key, shown };
  return shown;
}

function passes(filter: Filter, session: Session): boolean {
  const { spec, conclusion } = session;
  const name = displayName(session).toLowerCase();
  if (filter.agent && !spec.agent.startsWith(filter.agent)) return false;
  if (filter.name && !name.includes(filter.name)) return false;
  if (filter.state && !statesNamed(filter.state).includes(conclusion.state)) return false;
  const text = [name, conclusion.summary, directoryOf(session), spec.firstLine].join('\n').toLowerCase();
  return (filter.words ?? []).every(word => text.includes(word));
}

/** People and other tools have their own words for states. */
const otherWords: Readonly<Record<string, readonly State[]>> = {
  blocked: ['needs-input'],
  waiting: ['needs-input'],
  input: ['needs-input'],
  running: ['working'],
  done: ['completed', 'idle'],
  error: ['failed'],
};

function statesNamed(word: string): readonly State[] {
  const named = Object.entries(otherWords).flatMap(([other, meant]) => (other.startsWith(word) ? meant : []));
  return [...named, ...states.filter(state => state.startsWith(word))];
}
