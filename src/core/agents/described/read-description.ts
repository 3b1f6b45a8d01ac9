import { count, isRecord, oneOf, text } from '../../schema.ts';
import { type State, waits } from '../../session/state.ts';
import { isKey, type Key } from '../shared/key.ts';
import { type Description, mostRuleLines, type ScreenRule } from './described.ts';

/** What is wrong with one key, as the rest of a sentence that begins with the key. */
export interface Problem {
  readonly key: string;
  readonly what: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** Checks what stands under `agents.<name>`; a description with any problem is none. */
export function readDescription(
  name: string,
  value: unknown,
): { readonly description?: Description; readonly problems: readonly Problem[] } {
  const at = `agents.${name}`;
  if (!isRecord(value)) return { problems: [{ key: at, what: 'must be a description between { and }' }] };
  const given = Array.isArray(value['rules']) ? value['rules'] : [];
  const read = given.map((rule, index) => readRule(`${at}.rules[${index}]`, rule));
  const inRules = read.flatMap(rule => rule.problems);
  const wrong = [...wrongFields(at, value, descriptionFields), ...inRules];
  if (!isRight<GivenDescription>(value, wrong)) return { problems: wrong };
  const rules = read.flatMap(({ rule }) => (rule ? [rule] : []));
  const prompt = 'paste' as const;
  const description = { label: name, interrupt: [defaultInterrupt], prompt, ...value, rules };
  const hasRules = rules.length > 0;
  if (hasRules && description.prompt === 'paste' && !description.rules.some(rule => rule.state === 'idle')) {
    const what = 'is "paste", which needs a rule whose state is "idle": it tells when the program listens';
    return { problems: [{ key: `${at}.prompt`, what }] };
  }
  return { description, problems: [] };
}

/** Checks what stands under the name of an agent that is built in: rules that come before its own. */
export function readOverride(
  name: string,
  value: unknown,
): { readonly rules: readonly ScreenRule[]; readonly problems: readonly Problem[] } {
  const at = `agents.${name}`;
  if (!isRecord(value)) return { rules: [], problems: [{ key: at, what: 'must hold "rules"' }] };
  const other = Object.keys(value).find(key => key !== 'rules');
  if (other !== undefined) {
    const what = 'cannot be described: this agent is built in. Known here is rules';
    return { rules: [], problems: [{ key: `${at}.${other}`, what }] };
  }
  const given = Array.isArray(value['rules']) ? value['rules'] : [];
  if (given.length === 0)
    return { rules: [], problems: [{ key: `${at}.rules`, what: 'must be a list of rules' }] };
  const read = given.map((rule, index) => readRule(`${at}.rules[${index}]`, rule));
  const problems = read.flatMap(rule => rule.problems);
  return { rules: problems.length > 0 ? [] : read.flatMap(({ rule }) => rule ?? []), problems };
}

const defaultInterrupt: Key = 'escape';

type GivenDescription = Omit<Description, 'label' | 'interrupt' | 'rules' | 'prompt'> &
  Partial<Pick<Description, 'label' | 'interrupt' | 'prompt'>>;
type GivenRule = Omit<ScreenRule, 'screen' | 'title' | 'lines'> & Partial<Pick<ScreenRule, 'lines'>>;

/** Fields in which nothing is wrong have the type that was checked. */
function isRight<T>(value: Fields, wrong: readonly Problem[]): value is Fields & T {
  return wrong.length === 0 && isRecord(value);
}

interface Field {
  readonly check: (value: unknown) => boolean;
  readonly wants: string;
  readonly isNeeded?: boolean;
}

const ruleStates: readonly State[] = ['working', 'needs-input', 'idle', 'completed', 'failed'];

const descriptionFields: Readonly<Record<keyof Description, Field>> = {
  label: { check: isWord, wants: 'a name for people, for example "Qwen Code"' },
  command: { check: isWords, wants: 'a list of words, for example ["qwen"]', isNeeded: true },
  resume: {
    check: value => isWords(value) && value.some(word => word.includes('{sessionId}')),
    wants: 'a list of words with {sessionId} in one of them',
  },
  prompt: {
    check: oneOf(['argument', 'paste']),
    wants: '"argument" or "paste"',
  },
  promptOption: { check: isWord, wants: 'what stands before the prompt, for example "--prompt="' },
  rules: {
    check: value => Array.isArray(value) && value.length > 0,
    wants: 'a list of rules',
  },
  promptColumn: { check: count, wants: 'the column of the cursor at an empty prompt, counted from 0' },
  interrupt: { check: areKeys, wants: 'a list of key names, for example ["escape"]' },
  keysBefore: { check: areKeys, wants: 'a list of key names, for example ["space"]' },
  keysAfter: { check: areKeys, wants: 'a list of key names, for example ["space"]' },
};

const ruleFields: Readonly<Record<keyof ScreenRule, Field>> = {
  state: {
    check: oneOf(ruleStates),
    wants: `one of ${ruleStates.join(', ')}`,
    isNeeded: true,
  },
  waitingFor: { check: oneOf(waits), wants: `one of ${waits.join(', ')}` },
  screen: { check: text, wants: 'a regular expression as text' },
  title: { check: text, wants: 'a regular expression as text' },
  summary: { check: count, wants: 'the number of a group in the regular expression' },
  lines: {
    check: value => count(value) && Number(value) >= 1 && Number(value) <= mostRuleLines,
    wants: `a number from 1 to ${mostRuleLines}`,
  },
};

function readRule(
  at: string,
  value: unknown,
): { readonly rule?: ScreenRule; readonly problems: readonly Problem[] } {
  if (!isRecord(value)) return { problems: [{ key: at, what: 'must be a rule between { and }' }] };
  const problems = wrongFields(at, value, ruleFields);
  if (!isRight<GivenRule>(value, problems)) return { problems };
  if (value['screen'] === undefined && value['title'] === undefined)
    return { problems: [{ key: at, what: 'needs "screen" or "title"' }] };
  const screen = compile(`${at}.screen`, value['screen']);
  const title = compile(`${at}.title`, value['title']);
  const wrong = [...screen.problems, ...title.problems];
  if (wrong.length > 0) return { problems: wrong };
  const { state, waitingFor, summary, lines = mostRuleLines } = value;
  const rule: ScreenRule = {
    state,
    lines,
    ...(waitingFor && { waitingFor }),
    ...(summary !== undefined && { summary }),
    ...(screen.expression && { screen: screen.expression }),
    ...(title.expression && { title: title.expression }),
  };
  return { rule, problems: [] };
}

/** A repetition of a group that repeats something itself can take for ever. */
const nested = /\((?:[^()\\]|\\.)*(?<!\\)[*+}](?:[^()\\]|\\.)*\)(?:[*+]|\{\d)/u;

function compile(
  key: string,
  source: unknown,
): { readonly expression?: RegExp; readonly problems: readonly Problem[] } {
  if (typeof source !== 'string') return { problems: [] };
  if (nested.test(source)) {
    const what =
      'repeats a group that repeats something itself, which can take for ever; write it without that';
    return { problems: [{ key, what }] };
  }
  try {
    return { expression: new RegExp(source, 'mu'), problems: [] };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^.*: /u, '') : 'it cannot be read';
    return { problems: [{ key, what: `is not a regular expression: ${why}` }] };
  }
}

function wrongFields(at: string, value: Fields, fields: Readonly<Record<string, Field>>): readonly Problem[] {
  const known = Object.keys(fields);
  const unknown = Object.keys(value)
    .filter(key => !Object.hasOwn(fields, key))
    .map(key => ({ key: `${at}.${key}`, what: `is not known here. Known are ${known.join(', ')}` }));
  const wrong = known.flatMap(key => {
    const field = fields[key];
    const given = value[key];
    const isFine = given === undefined ? !field?.isNeeded : field?.check(given);
    return isFine ? [] : [{ key: `${at}.${key}`, what: `must be ${field?.wants}` }];
  });
  return [...unknown, ...wrong];
}

/** Words become arguments of a program, which no NUL can stand in. */
function isWord(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && !value.includes('\0');
}

function isWords(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every(isWord);
}

function areKeys(value: unknown): value is readonly Key[] {
  return isWords(value) && value.every(isKey);
}
