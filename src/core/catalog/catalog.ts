import { agents, findAgent, findNamed } from '../agents/index.ts';
import { isAtOrBelow } from '../machine/nested-path.ts';

/** Where something was found; `built in` comes with the program. */
export type Source = 'project' | 'user' | 'plugin' | 'built in';

/** Something that an agent knows by name: found in a file of the project, the user or a plugin. */
interface Known {
  /** The program that knows it. */
  readonly agent: string;
  readonly name: string;
  readonly description: string;
  readonly source: Source;
  /** The directory in and below which the agent knows it; undefined: everywhere. */
  readonly within?: string;
}

/** It can lead a session of its own. */
export type Subagent = Known;
/** A command or skill, which the agent takes as `/name`. */
export type PromptCommand = Known;

export interface Repository {
  /** The last part of its path, or as much of it as tells it from another. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
}

/** Text with the places of the letters that matched; best first. */
export type Rank = <T>(
  query: string,
  entries: readonly T[],
  textOf: (entry: T) => string,
) => readonly Ranked<T>[];

export interface Ranked<T> {
  readonly entry: T;
  /** Places in the text, ascending; empty for an empty query. */
  readonly marked: readonly number[];
}

/** What can be mentioned and completed in the dispatch line: read in the background, each text in it is safe. */
export interface Catalog {
  /** The directory in which the view was opened. */
  readonly root: string;
  /** Directories whose subagents and commands have been read; the root is the first. */
  readonly read: readonly string[];
  /** Names of the agents whose program is on PATH. */
  readonly installed: readonly string[];
  readonly subagents: readonly Subagent[];
  readonly commands: readonly PromptCommand[];
  readonly repositories: readonly Repository[];
  readonly rank: Rank;
}

export type Mention =
  | { readonly type: 'agent'; readonly agent: string; readonly subagent?: string }
  | { readonly type: 'directory'; readonly cwd: string };

/**
 * What `@name` means: an agent, `agent:subagent`, a subagent, a repository (`./name` nothing else), `.` for where the
 * view was opened; in this order. Undefined for anything else, such as a file that the agent is to read.
 */
export function readMention(name: string, catalog: Catalog | undefined): Mention | undefined {
  if (isProgram(name)) return { type: 'agent', agent: name };
  const [program = '', ...rest] = name.split(':');
  const own = rest.join(':');
  if (own && isProgram(program) && findAgent(program)?.options?.agent)
    return { type: 'agent', agent: program, subagent: own };
  const subagent = catalog?.subagents.find(candidate => candidate.name === name);
  if (subagent) return { type: 'agent', agent: subagent.agent, subagent: name };
  if (name === '.' && catalog) return { type: 'directory', cwd: catalog.root };
  const path = name.startsWith('./') && catalog ? `${catalog.root}/${name.slice(2)}` : undefined;
  const repository = catalog?.repositories.find(one => one.name === name || one.path === path);
  return repository && { type: 'directory', cwd: repository.path };
}

/** Whether an agent that works in this directory knows it. */
export function isKnownIn({ within }: Known, cwd: string): boolean {
  return within === undefined || isAtOrBelow(within, cwd);
}

/** A word for a program that works on tasks, and not for the shell. */
export function isProgram(name: string): boolean {
  return name !== 'shell' && findNamed(name) !== undefined;
}

/** Names of the programs that work on tasks. */
export function programNames(): readonly string[] {
  return agents.map(({ name }) => name).filter(isProgram);
}

/** False only when it is known not to be there. */
export function isInstalled(name: string, catalog: Catalog | undefined): boolean {
  return catalog?.installed.includes(name) ?? true;
}
