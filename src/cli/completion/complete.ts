import { type Candidate, sessionCandidates } from '../../core/message/session-words.ts';
import { recordSource } from '../../operations/source/record-source.ts';
import { statePaths } from '../../system/files/paths.ts';
import { backendOption, teammateModeOption } from '../arguments/backend-word.ts';
import { launchOptionWords } from '../arguments/launch-options.ts';
import { aliases } from '../part-for.ts';
import type { Offer, VerbOption } from '../verb.ts';
import { verbs } from '../verbs.ts';

/** What the shell is to offer: words, or its own files or directories. */
export type Offers = readonly Candidate[] | 'directories' | 'files';

const viewOptions: Readonly<Record<string, VerbOption>> = {
  cwd: { type: 'string', value: 'PATH', doc: 'Only sessions started at or under PATH', offers: 'directory' },
  json: { type: 'boolean', doc: 'Live sessions as JSON' },
  bg: { type: 'boolean', doc: 'Start a session in the background' },
  help: { type: 'boolean', doc: 'Every verb' },
  version: { type: 'boolean', doc: 'The version' },
  backend: { ...backendOption, doc: 'Where its new sessions live' },
  'teammate-mode': teammateModeOption,
  ...launchOptionWords,
};

/** What fits the last of these words, which follow `agents` on a command line. */
export function complete(words: readonly string[], env: NodeJS.ProcessEnv): Offers {
  const current = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const [first] = before;
  const verb = verbs.find(({ name }) => name === (aliases.get(first ?? '') ?? first));
  if (before.includes('--')) return 'files';
  const options = verb ? verb.options : viewOptions;
  const value = offerOfValue(options, before.at(-1) ?? '', { current, env });
  if (value) return value;
  if (current.startsWith('-')) return optionCandidates(options, current, verb !== undefined);
  if (!verb) return first === undefined ? verbCandidates(current) : [];
  return offersOf(verb.takes, { current, env });
}

/** After `--cwd `, or in `--cwd=…`. */
function offerOfValue(
  options: Readonly<Record<string, VerbOption>>,
  last: string,
  typed: Typed,
): Offers | undefined {
  const [, name = ''] = /^--([\w-]+)$/.exec(last) ?? [];
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (option?.type !== 'string') return undefined;
  return offersOf(option.offers, typed);
}

/** The beginning of a word, and where. */
interface Typed {
  readonly current: string;
  readonly env: NodeJS.ProcessEnv;
}

function offersOf(offer: Offer | undefined, { current, env }: Typed): Offers {
  if (offer === 'directory') return 'directories';
  if (offer === 'file') return 'files';
  if (offer === 'session') return sessionCandidates(readQuietly(env), current);
  if (offer === 'agent') return startingWith(agentWords, current);
  return offer
    ? startingWith(
        offer.map(word => ({ word, doc: '' })),
        current,
      )
    : [];
}

/** Those that are built in: others stand in settings, which nothing is read from here. */
const agentWords: readonly Candidate[] = [
  { word: 'claude', doc: 'Claude Code' },
  { word: 'codex', doc: 'Codex' },
  { word: 'gemini', doc: 'Gemini CLI' },
  { word: 'opencode', doc: 'OpenCode' },
  { word: 'copilot', doc: 'Copilot CLI' },
  { word: 'qwen', doc: 'Qwen Code' },
];

function verbCandidates(current: string): readonly Candidate[] {
  return startingWith(
    verbs.map(({ name, doc }) => ({ word: name, doc })),
    current,
  );
}

function optionCandidates(
  options: Readonly<Record<string, VerbOption>>,
  current: string,
  hasHelp: boolean,
): readonly Candidate[] {
  const known = Object.entries(options).flatMap(([name, { short, doc }]) => [
    { word: `--${name}`, doc },
    ...(short === undefined ? [] : [{ word: `-${short}`, doc }]),
  ]);
  return startingWith(
    [...known, ...(hasHelp ? [{ word: '--help', doc: 'Its words and an example' }] : [])],
    current,
  );
}

function startingWith(candidates: readonly Candidate[], current: string): readonly Candidate[] {
  return candidates.filter(({ word }) => word.startsWith(current));
}

/** While someone types nothing is started, and nothing is complained about. */
function readQuietly(env: NodeJS.ProcessEnv) {
  try {
    return recordSource(statePaths(env)).read().sessions;
  } catch {
    return [];
  }
}
