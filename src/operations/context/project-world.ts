import { findNamed } from '../../core/agents/index.ts';
import { effective } from '../../core/settings/layers.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import { readProjectLayer } from '../../system/settings/read-settings.ts';
import type { RecordsWorld } from './records-world.ts';

/**
 * The world with what the repository of a directory says of new sessions there: which agent they run. What it says of
 * worktrees is read where one is made (`system/settings/project-settings.ts`).
 */
export function inProject<W extends RecordsWorld>(world: W, directory: string): W {
  const { layer, problems } = readProjectLayer(directory);
  if (!layer && problems.length === 0) return world;
  const { agent, problem } = projectAgent(world, directory);
  const all = [...world.problems, ...problems, ...(problem === undefined ? [] : [problem])];
  return { ...world, settings: { ...world.settings, agent }, problems: all };
}

/**
 * The agent of new sessions in a directory. One that its repository names and that could not take a task is not used: the
 * person's own is, and `problem` says so in a sentence.
 */
export function projectAgent(
  world: RecordsWorld,
  directory: string,
): { readonly agent: string; readonly problem?: string } {
  const { layer } = readProjectLayer(directory);
  const layers = [...world.layers, ...(layer ? [layer] : [])];
  const found = effective(layers).find(({ key }) => key === 'agent');
  const own = world.settings.agent;
  if (found?.origin !== 'project' || typeof found.value !== 'string') return { agent: own };
  const why = whyNot(found.value, world.env);
  if (why === undefined) return { agent: found.value };
  return { agent: own, problem: `${found.from}: "agent" names "${found.value}", ${why}. ${own} is used.` };
}

function whyNot(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const agent = findNamed(name);
  if (name === 'shell') return 'which takes no task';
  if (!agent) return 'which is no agent that your settings know';
  return findProgram(agent.program, env)
    ? undefined
    : `which is not installed: "${agent.program}" is not on PATH`;
}
