import type { LaunchState } from '../state/launch.ts';
import type { Slices } from '../state/view-state.ts';
import { nextDefaults, readDispatch } from './dispatch-line.ts';
import { lineOptions, readLeading } from './leading-words.ts';

/** What stands before a task is shorter; a key in a pasted megabyte costs no more than one in a word. */
const mostRead = 2000;

/**
 * Why the line as it stands would start nothing, while it is being written: by its own words, by what was found out in
 * the world, or as it was said when it was tried.
 */
export function lineRefusal(state: Slices<'keys' | 'line' | 'launch'>): string | undefined {
  const { text } = state.line.field;
  if (state.keys.mode !== 'list' || text.trim() === '') return undefined;
  const own = draftRefusal(text.slice(0, mostRead), state.launch);
  if (own !== undefined) return own;
  const { problem: lineProblem, refusal } = state.line;
  if (!lineProblem && !refusal) return undefined;
  const key = lineKey(text, state.launch);
  if (lineProblem?.key === key) return lineProblem.text;
  return refusal?.key === key ? refusal.text : undefined;
}

/** What a line would run and where, without its task: another task is refused for the same reason. */
export function lineKey(text: string, context: LaunchState): string {
  const { agent, cwd, options } = nextDefaults(text.slice(0, mostRead), context);
  const isJob = readLeading(text.slice(0, mostRead), context.catalog).rest.startsWith('!');
  return JSON.stringify(isJob ? [cwd] : [cwd, agent, options ?? {}]);
}

/** By the words that are complete: the one at the end, before any task, is still being written. */
export function draftRefusal(text: string, context: LaunchState): string | undefined {
  const settled = settledPart(text, context);
  if (settled.trim() === '') return undefined;
  // The command of a shell job comes next.
  const isBegun = readLeading(settled, context.catalog).rest.trim() === '!';
  const read = readDispatch(isBegun ? `${settled} …` : settled, context);
  if (read.type !== 'refused') return undefined;
  return read.why.replace(/^Nothing started: /, '').replace(/ Nothing was started\.$/, '');
}

const openOption = new RegExp(`(?:^|\\s)--(?:${lineOptions.join('|')})\\s*$`);

function settledPart(text: string, { catalog }: LaunchState): string {
  const { rest, problem } = readLeading(text, catalog);
  const hasTask = problem === undefined && rest.trim() !== '' && (/\s/.test(rest) || rest.startsWith('!'));
  if (hasTask) return text;
  const whole = text.slice(0, text.length - (/\S*$/.exec(text)?.[0].length ?? 0));
  // Its value comes next.
  return whole.replace(openOption, '');
}
