import { type Choosable, choosable } from '../../core/agents/shared/launch-options.ts';
import { type Catalog, isProgram, type Mention, readMention } from '../../core/catalog/catalog.ts';

/** What stands before the task in a dispatch line: `@codex @shop --model m`, `reviewer`. */
export interface Leading {
  readonly mentions: readonly Mention[];
  /** Options as typed; `default` means the agent's own. */
  readonly options: Readonly<Partial<Record<Choosable, string>>>;
  /** The task: what follows, byte for byte. */
  readonly rest: string;
  /** Where it begins. */
  readonly end: number;
  readonly problem?: string;
}

/** Words of the line that may take a value, as a person knows them from the shell. */
export const lineOptions = ['agent', ...choosable] as const;
type LineOption = (typeof lineOptions)[number];

/** Reads the words before the task; a line that begins with a blank is all task. */
export function readLeading(text: string, catalog: Catalog | undefined): Leading {
  let leading: Leading = { mentions: [], options: {}, rest: text, end: 0 };
  if (/^\s/.test(text)) return leading;
  while (!leading.problem) {
    const next = readOne(text, leading, catalog);
    if (!next) return leading;
    leading = { ...leading, ...next };
  }
  return leading;
}

type Step = Partial<Leading>;

function readOne(text: string, so: Leading, catalog: Catalog | undefined): Step | undefined {
  const word = wordFrom(text, so.end);
  if (word.text.startsWith('@')) {
    const mention = readMention(unquote(word.text.slice(1)), catalog);
    return mention && addMention(text, so, { mention, end: word.end });
  }
  const option = /^--([a-z][a-z-]*)(?:=(.*))?$/s.exec(word.text);
  if (option)
    return readOption(text, so, { name: option[1] ?? '', given: option[2], end: word.end, catalog });
  // A bare name is one only with a task after it, and before any other.
  if (so.mentions.some(({ type }) => type === 'agent') || !text.slice(word.end).trim()) return undefined;
  const isNamed = isProgram(word.text) || catalog?.subagents.some(({ name }) => name === word.text);
  const mention = isNamed ? readMention(word.text, catalog) : undefined;
  return mention && addMention(text, so, { mention, end: word.end });
}

function addMention(
  text: string,
  so: Leading,
  { mention, end }: { readonly mention: Mention; readonly end: number },
): Step {
  const others = so.mentions.filter(({ type }) => type !== mention.type);
  if (others.length < so.mentions.length) {
    const what = mention.type === 'agent' ? 'agents' : 'directories';
    return { problem: `Two ${what} stand before the task. A session has one.` };
  }
  return { mentions: [...others, mention], ...restFrom(text, end) };
}

/** An option at the end of a typed task, such as `--model`: there it is a word of the task, and may be meant otherwise. */
export function optionAtEnd(text: string): string | undefined {
  // Nobody types that much, and each key would read it all.
  if (text.length > 2000 || /^\s*!|\n/.test(text)) return undefined;
  const name = /\s(--[a-z-]+)(?:=\S*|\s+[^\s-]\S*)?\s*$/.exec(text.slice(-200))?.[1];
  return lineOptions.some(option => `--${option}` === name) ? name : undefined;
}

interface GivenOption {
  readonly name: string;
  readonly given: string | undefined;
  readonly end: number;
  readonly catalog: Catalog | undefined;
}

function readOption(text: string, so: Leading, { name, given, end, catalog }: GivenOption): Step {
  const known = lineOptions.find(option => option === name);
  if (!known) return { problem: unknownOption(name) };
  const value = given === undefined ? wordFrom(text, skipBlanks(text, end)) : { text: given, end };
  const word = unquote(value.text);
  if (!word) return { problem: `--${name} needs a value, for example ${examples[known]}.` };
  if (known !== 'agent') return { options: { ...so.options, [known]: word }, ...restFrom(text, value.end) };
  const mention = readMention(word, catalog);
  if (mention?.type === 'agent') return addMention(text, so, { mention, end: value.end });
  return { problem: `There is no agent "${word}". "@" lists them.` };
}

const examples: Readonly<Record<LineOption, string>> = {
  agent: '--agent codex',
  model: '--model opus',
  effort: '--effort high',
  'permission-mode': '--permission-mode plan',
};

function unknownOption(name: string): string {
  const known = lineOptions.map(option => `--${option}`).join(', ');
  return `There is no option --${name} here; known are ${known}. A task that begins with dashes needs a blank before them.`;
}

function restFrom(text: string, end: number): Pick<Leading, 'rest' | 'end'> {
  const from = skipBlanks(text, end);
  return { rest: text.slice(from), end: from };
}

function skipBlanks(text: string, from: number): number {
  return from + (/^\s*/.exec(text.slice(from, from + 1000))?.[0].length ?? 0);
}

/** A word, in which a part between double quotes may hold blanks: `@"my repo"`. Never more of a pasted megabyte. */
export function wordFrom(text: string, from: number): { readonly text: string; readonly end: number } {
  const word = /^(?:[^\s"]|"[^"\n]*"|")*/.exec(text.slice(from, from + 1000))?.[0] ?? '';
  return { text: word, end: from + word.length };
}

function unquote(word: string): string {
  return word.replaceAll('"', '');
}
