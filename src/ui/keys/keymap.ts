import { nearest } from '../../core/text/nearest.ts';
import type { Keymap, KeysByMode, Mode } from '../state/keys.ts';
import { type Binding, isBindable, precedenceOf } from './binding.ts';
import { keyText } from './key-text.ts';
import { readKey } from './read-key.ts';

/** A sentence about an entry of `keys`; `command` is its name there. */
export interface KeyProblem {
  readonly command: string;
  readonly what: string;
}

export interface KeymapReading {
  readonly keymap: Keymap;
  readonly problems: readonly KeyProblem[];
}

/** A binding as far as its keys can clash with others. */
export interface Bound extends Binding {
  /** Without it no command of a lower precedence ever gets the key. */
  readonly when?: unknown;
}

/**
 * The keys of all commands, with those that a person has given some of them. What is wrong with an entry is told, and
 * that command keeps its own keys; the others count.
 */
export function keymapOf(
  bindings: readonly Bound[],
  given: Readonly<Record<string, unknown>> = {},
): KeymapReading {
  const byName = new Map(bindings.map(binding => [binding.name, binding]));
  const problems: KeyProblem[] = [];
  const chosen = new Map<string, readonly string[]>();
  for (const [command, value] of Object.entries(given)) {
    const read = readEntry(byName, command, value);
    if ('what' in read) problems.push({ command, what: read.what });
    else chosen.set(command, read.keys);
  }
  for (;;) {
    const keymap = bound(bindings, chosen);
    const clash = chosen.size > 0 ? firstClash(bindings, keymap, chosen) : undefined;
    if (!clash) return { keymap, problems };
    chosen.delete(clash.command);
    problems.push(clash);
  }
}

type Entry = { readonly keys: readonly string[] } | { readonly what: string };

function readEntry(byName: ReadonlyMap<string, Bound>, command: string, value: unknown): Entry {
  const binding = byName.get(command);
  if (!binding) return { what: unknownCommand(command, [...byName.values()]) };
  if (binding.isFixed) return { what: 'cannot be changed: each of its keys means something of its own' };
  if (binding.follows)
    return {
      what: `goes with ${binding.follows.map(name => `"${name}"`).join(' and ')}: change that instead`,
    };
  const written = typeof value === 'string' ? [value] : value;
  if (!Array.isArray(written) || !written.every(each => typeof each === 'string'))
    return { what: 'must be a key or a list of keys, for example "ctrl+k" or ["ctrl+k", "alt+k"]' };
  const keys: string[] = [];
  for (const each of written as readonly string[]) {
    const isOwn = Object.values(binding.keys).some(own => own.includes(each));
    const read = isOwn ? { key: each } : readKey(each);
    const why = 'why' in read ? read.why : refuseKey(binding, read.key);
    if ('why' in read || why !== undefined) return { what: `cannot be "${each}": that ${why}` };
    keys.push(read.key);
  }
  const missing = (binding.keeps ?? []).filter(key => !keys.includes(key));
  if (missing.length === 0) return { keys: [...new Set(keys)] };
  return {
    what: `must keep ${missing.map(keyText).join(' and ')}: name ${missing.length > 1 ? 'them' : 'it'}, too`,
  };
}

function unknownCommand(command: string, bindings: readonly Bound[]): string {
  const names = bindings.filter(isBindable).map(({ name }) => name);
  const near = nearest(command, names);
  return near === undefined
    ? 'is no command; docs/keys.md lists them all'
    : `is no command. Did you mean "${near}"?`;
}

/** The keys that lead out or on are nobody else's. */
const reserved = ['return', 'escape', 'ctrl+c'];
const withText: readonly Mode[] = ['list', 'peek', 'rename'];

function refuseKey({ keys }: Bound, key: string): string | undefined {
  const modes = Object.keys(keys) as readonly Mode[];
  const hasIn = (mode: Mode) => keys[mode]?.includes(key) ?? false;
  if (reserved.includes(key) && !modes.some(hasIn)) return 'stays with what it does now; take another key';
  const isText = [...key].length === 1 || key === 'space' || key === 'backspace';
  if (isText && modes.some(mode => withText.includes(mode) && !hasIn(mode)))
    return 'is needed to write; put Ctrl or Alt before it';
  return undefined;
}

function bound(bindings: readonly Bound[], chosen: ReadonlyMap<string, readonly string[]>): Keymap {
  const own = new Map<string, KeysByMode>(
    bindings.map(({ name, keys }) => {
      const given = chosen.get(name);
      return [name, given ? mapModes(keys, () => given) : keys];
    }),
  );
  const followed = bindings.map(({ name, keys, follows }) => {
    const now = own.get(name) ?? keys;
    if (!follows?.some(each => chosen.has(each))) return [name, now] as const;
    return [name, mapModes(keys, mode => follows.flatMap(each => own.get(each)?.[mode] ?? []))] as const;
  });
  return Object.fromEntries(followed);
}

function mapModes(keys: KeysByMode, to: (mode: Mode) => readonly string[]): KeysByMode {
  return Object.fromEntries((Object.keys(keys) as Mode[]).map(mode => [mode, to(mode)]));
}

interface Place {
  readonly mode: Mode;
  readonly key: string;
}

/** Two commands on one key of which neither gives way; told of the one that the person has moved, which goes back. */
function firstClash(
  bindings: readonly Bound[],
  keymap: Keymap,
  chosen: ReadonlyMap<string, readonly string[]>,
): KeyProblem | undefined {
  const isMoved = ({ name, follows = [] }: Bound) => [name, ...follows].find(each => chosen.has(each));
  for (const { mode, key, of } of clashesIn(bindings, keymap)) {
    const [one, other] = of;
    const command = isMoved(other) ?? isMoved(one);
    if (command === undefined) continue;
    const rival = isMoved(other) === command ? one.name : other.name;
    return {
      command,
      what: `cannot be ${keyText(key)}, which is "${rival}" ${places[mode]}: give that another key, or take another here`,
    };
  }
  return undefined;
}

const places: Readonly<Record<Mode, string>> = {
  list: 'in the list',
  peek: 'in the peek',
  rename: 'while a name is written',
  help: 'in the help',
  diff: 'in the diff',
};

/** Every two commands on one key of one mode where the second never gets it, or it is not said which goes first. */
export function clashesIn<B extends Bound>(
  bindings: readonly B[],
  keymap: Keymap,
): readonly (Place & { readonly of: readonly [B, B] })[] {
  const first = new Map<string, B[]>();
  const found: (Place & { readonly of: readonly [B, B] })[] = [];
  for (const binding of bindings)
    for (const [mode, keys] of Object.entries(keymap[binding.name] ?? {}) as [Mode, readonly string[]][])
      for (const key of keys) {
        const others = first.get(`${mode} ${key}`) ?? [];
        first.set(`${mode} ${key}`, [...others, binding]);
        for (const other of others)
          if (isClash(other, binding)) found.push({ mode, key, of: [other, binding] });
      }
  return found;
}

function isClash(one: Bound, other: Bound): boolean {
  const by = precedenceOf(one) - precedenceOf(other);
  if (by === 0) return true;
  return (by < 0 ? one : other).when === undefined;
}
