import type { Agent } from './agent.ts';
import { enter } from './answer-steps.ts';
import type { Key } from './key.ts';
import type { Step } from './step.ts';

/** One way to type a message: all but the Enter that sends it. */
export interface Attempt {
  readonly steps: readonly Step[];
  /** Whether it is a command that its menu must offer. */
  readonly isCommand?: boolean;
}

/** Between a key and Enter: Gemini CLI takes an Enter that follows at once for a line end. */
const pauseMs = 100;

/** A key that leaves no trace in the message. */
export function seal(...keys: readonly Key[]): Step {
  return { keys, pauseMs };
}

/** The ways to type a message, the first that the agent does not refuse or change. */
export function messageAttempts({ typing }: Agent, text: string): readonly Attempt[] {
  // Most messages hold nothing that opens a menu: they go at once.
  if (!typing || isPlain(text)) return [{ steps: [{ text }] }];
  const before = isSpecial(text) ? (typing.before ?? []) : [];
  const whole: Attempt = { steps: [...before, { text }, ...typing.after] };
  const isCommand = commandOf(text) !== undefined;
  // Its menu shows only a command without words behind it.
  if (isCommand && typing.beforeIsText && text.trimEnd().includes(' '))
    return [{ steps: [{ text }, ...typing.after] }];
  if (isCommand && (typing.afterIsText || typing.beforeIsText))
    return [{ steps: [{ text }], isCommand }, whole];
  if (!typing.readsPaths || !isShort(text) || text.length < 2) return [whole];
  const middle = Math.ceil([...text].length / 2);
  const halves = [[...text].slice(0, middle), [...text].slice(middle)].map(half => ({ text: half.join('') }));
  return [whole, { steps: [...before, ...halves, ...typing.after] }];
}

/** A command for the agent's shell, with its Enter: the menus of a message open there, too. */
export function commandSteps({ typing }: Agent, command: string): readonly Step[] {
  const isTaken = endsInMenu(command) || command.endsWith('\\');
  return [{ text: command }, ...(isTaken ? (typing?.after ?? []) : []), enter];
}

/** `/compact`, also with words behind it; a path is none. */
export function commandOf(text: string): string | undefined {
  return /^(\/[\w:.-]*)(?: .*)?$/u.exec(text.trimEnd())?.[1];
}

/** What an agent may take for a menu, a mode or a path: what stands in its prompt is read before Enter. */
export function isRisky(text: string): boolean {
  return isShort(text) && (isSpecial(text) || endsInMenu(text) || isPaths(text));
}

function endsInMenu(text: string): boolean {
  return /^[#:/]|(?:^|[^\p{L}\p{N}])[@$]/u.test(lastWord(text));
}

/** Neither its beginning nor its end means anything to an agent but itself. */
function isPlain(text: string): boolean {
  return !isSpecial(text) && !/[@$#:/\\~]/u.test(lastWord(text)) && !isPaths(text);
}

/** Begins with what opens a menu or a mode in one agent or another; a blank there may be trimmed off. */
function isSpecial(text: string): boolean {
  return /^[\s/\\!@$#?&:~%>|]/u.test(text);
}

/** Nothing but names of files: an agent may read or attach them. */
function isPaths(text: string): boolean {
  return words(text).every(word => /[/~]|\.\w/u.test(word));
}

function lastWord(text: string): string {
  return words(text).at(-1) ?? '';
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/u);
}

const mostShort = 200;

function isShort(text: string): boolean {
  return text.length <= mostShort && !text.includes('\n');
}
