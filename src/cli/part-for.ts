import type { VerbName } from './verbs.ts';

/**
 * The program comes in parts, each of which has all that its verbs need, as each 100 kB of program cost 1 ms at a start:
 * the view; verbs that only read and write records; verbs that end sessions or show what they left; verbs that start
 * sessions or read their screens; verbs that check what is set up; the supervisor; what gives a terminal to a session
 * that lives in a view.
 */
export type PartName = 'view' | 'records' | 'upkeep' | 'sessions' | 'setup' | 'supervisor' | 'attach';

/** The entry of a part, `src/cli/parts/…`, has a runner for each of its verbs. */
const partOf = {
  run: 'sessions',
  list: 'sessions',
  watch: 'upkeep',
  attach: 'sessions',
  logs: 'upkeep',
  stop: 'upkeep',
  respawn: 'sessions',
  rm: 'upkeep',
  restore: 'records',
  rename: 'upkeep',
  pin: 'records',
  send: 'sessions',
  adopt: 'sessions',
  explain: 'sessions',
  path: 'records',
  diff: 'upkeep',
  accept: 'upkeep',
  settings: 'setup',
  completion: 'records',
  daemon: 'records',
  doctor: 'setup',
  demo: 'view',
} as const satisfies Readonly<Record<VerbName, PartName>>;

/** The verbs of a part. */
export type VerbOf<P extends PartName> = {
  [V in VerbName]: (typeof partOf)[V] extends P ? V : never;
}[VerbName];

export const aliases: ReadonlyMap<string, VerbName> = new Map([
  ['--bg', 'run'],
  ['kill', 'stop'],
  ['ls', 'list'],
]);

/** Words that look like options of the view and are none. */
const verbLike = ['--help', '--version'];

/** The parts that the words may need, in turn, until one of them has done it. */
export function partsFor(words: readonly string[]): readonly PartName[] {
  const [first = ''] = words;
  const verb = aliases.get(first) ?? first;
  if (/^daemon run( --takeover)?$/.test(words.join(' '))) return ['supervisor'];
  if (verb === 'daemon' && words[1] === 'attach') return ['attach'];
  // Mostly it is told from the records alone.
  if (verb === 'list' || verb === 'settings') return ['records', partOf[verb]];
  // From its session it goes on to the view.
  if (verb === 'run' && beforeFlags(words).includes('--attach')) return ['view'];
  if (isVerb(verb)) return [partOf[verb]];
  const isView = verb === '' || (verb.startsWith('--') && !verbLike.includes(verb));
  return [isView ? 'view' : 'records'];
}

/** What follows `--` is for the agent. */
function beforeFlags(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return end === -1 ? words : words.slice(0, end);
}

function isVerb(word: string): word is VerbName {
  return Object.hasOwn(partOf, word);
}
