import { optionNames } from '../core/agents/launch-options.ts';
import { version } from '../system/version.ts';
import { list } from './list.ts';
import { UsageError } from './usage-error.ts';
import { helpText, type Verb, verbs } from './verbs.ts';
import { view } from './view.ts';

const aliases: Readonly<Record<string, string>> = { '--bg': 'run', kill: 'stop', ls: 'list' };

/** What the words ask for: the view, a verb, help. Resolves to the exit code. */
export async function main(words: readonly string[]): Promise<number> {
  const [first = '', ...rest] = words;
  if (first === '--debug') return main(rest);
  if (first === 'help' && rest[0]) return main([rest[0], '--help']);
  if (first === '--help' || first === '-h' || first === 'help') return print(helpText());
  if (first === '--version' || first === '-v') return print(version);
  if (first === '--json') return list(['--json', '--live', ...rest]);
  if (first === '' || isViewOption(first)) return view(words);
  const verb = verbs.find(candidate => candidate.name === (aliases[first] ?? first));
  if (!verb) throw new UsageError(`There is no verb "${first}". "agents --help" lists them all.`);
  if (rest.includes('--help') || rest.includes('-h')) return print(verbHelp(verb));
  return verb.run(rest);
}

/** Words for the view itself: where to look, and what its new sessions run. */
function isViewOption(word: string): boolean {
  const name = /^--([a-z-]+)(?:=|$)/.exec(word)?.[1];
  return name !== undefined && (name === 'cwd' || (optionNames as readonly string[]).includes(name));
}

function verbHelp(verb: Verb): string {
  return `${verb.doc}.\n\n  ${verb.usage}\n\nExample:\n  ${verb.example}`;
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}
