import { findAgent } from '../../core/agents/index.ts';
import { inProject } from '../../operations/context/project-world.ts';
import type { World } from '../../operations/context/world.ts';
import { conversationOf } from '../../operations/lifecycle/conversation.ts';
import type { Shell } from '../verb.ts';
import { givenDirectory } from './given-directory.ts';

interface Asked {
  readonly agent?: string;
  readonly cwd?: string;
  readonly 'permission-mode'?: readonly string[];
  readonly 'dangerously-skip-permissions'?: boolean;
}

/** The conversation that `--resume` names, with what of it counts beside the other words. Before its directory is known, where a subagent would be looked for: those are of Claude Code. */
export function resumed(
  { shell, world }: { readonly shell: Shell; readonly world: World },
  id: string,
  { agent: word, cwd, ...asked }: Asked,
) {
  const here = givenDirectory(cwd ?? '.', shell);
  const program = word?.split(':', 1)[0];
  const agent =
    program === undefined ? inProject(world, here).settings.agent : (findAgent(program)?.name ?? 'claude');
  const { refusedMode, options, ...found } = conversationOf(world, agent, id);
  const isChosen =
    asked['permission-mode'] !== undefined || asked['dangerously-skip-permissions'] !== undefined;
  if (!isChosen) return { ...found, agent, options, refusedMode };
  const { 'permission-mode': _mode, ...others } = options;
  return { ...found, agent, options: others, refusedMode: undefined };
}
