import { nearest } from '../core/text/nearest.ts';
import { launchOptionWords } from './arguments/launch-options.ts';
import { aliases } from './part-for.ts';
import { type Verb, verbs } from './verbs.ts';

/** A sentence about words that `parseArgs` refused, in place of Node's, whose advice is for other programs. */
export function wrongWord(message: string, words: readonly string[]): string {
  const [first = ''] = words;
  const verb = verbs.find(({ name }) => name === (aliases.get(first) ?? first));
  const unknown = /^Unknown option '(--?[^']*)'/.exec(message)?.[1];
  const empty = /^Option '(?:-\w, )?(--[\w-]+).*' argument (?:missing|is ambiguous)/.exec(message)?.[1];
  const extra = /^Unexpected argument '([^']*)'/.exec(message)?.[1];
  const left = extra === undefined ? `${firstSentence(message)}.` : `"${extra}" is left over.`;
  const told = empty === undefined ? left : needsValue(empty, message);
  const said = unknown === undefined ? told : noOption(unknown, verb);
  return `${said} "agents ${verb ? `${verb.name} ` : ''}--help" shows every word.`;
}

/** A value that looks like an option may be meant. */
function needsValue(option: string, message: string): string {
  const hint = message.includes('is ambiguous') ? ` One that begins with a dash: ${option}=-VALUE.` : '';
  return `${option} needs a value.${hint}`;
}

function noOption(option: string, verb: Verb | undefined): string {
  const known = verb ? Object.keys(verb.options) : ['cwd', 'agent', ...Object.keys(launchOptionWords)];
  const meant = option.startsWith('--') ? nearest(option.slice(2), known) : undefined;
  const hint = meant ? ` Did you mean --${meant}?` : '';
  const more =
    verb?.name === 'run'
      ? ' Words of a task that begin with dashes stand in quotes with the others, options of the agent itself after --.'
      : '';
  return `There is no option ${option} for ${verb ? `agents ${verb.name}` : 'the view'}.${hint}${more}`;
}

function firstSentence(message: string): string {
  const [first = ''] = message.split(/\. |\n/);
  return first.replace(/\.$/, '');
}
