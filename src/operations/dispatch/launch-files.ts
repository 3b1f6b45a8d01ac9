import type { Agent } from '../../core/agents/shared/agent.ts';
import type { Spec } from '../../core/session/session.ts';
import { jobDirectory } from '../../system/store/job/jobs.ts';
import type { Environment } from '../../system/store/launch/kept-environment.ts';
import { launchScript } from '../../system/store/launch/launch-script.ts';
import type { World } from '../context/world.ts';
import { setupOf } from '../worktree/worktree.ts';

/** How a session is to start. */
export interface LaunchPlan {
  readonly spec: Spec;
  readonly agent: Agent;
  readonly hasPrompt: boolean;
  /** Goes on with the conversation `spec.sessionId`. */
  readonly resume: boolean;
  /** What the person's own `--settings` hold. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Set in the session, whatever the environment of the process that starts it holds. */
  readonly environment?: Environment;
}

/** The files of a job directory from which a session starts, by name: `launch.sh`, and what its agent reads. */
export function launchFiles(world: World, plan: LaunchPlan): Readonly<Record<string, string>> {
  const { spec, agent, hasPrompt, resume, settings } = plan;
  const directory = jobDirectory(world.paths, spec.id);
  const launch = agent.launch({
    spec,
    directory,
    hook: world.paths.hook,
    hasPrompt,
    resume,
    ...(settings && { settings }),
  });
  const own = { AGENTS_HOME: world.paths.home, AGENTS_JOB_ID: spec.id, AGENTS_JOB_DIR: directory };
  const script = launchScript({
    cwd: spec.cwd,
    environment: { ...plan.environment, ...launch.environment, ...own },
    argv: launch.argv,
    ...setupOf(world, spec, directory),
    ...(spec.kind === 'exec' ? { job: { command: spec.command ?? '', directory } } : {}),
    ...(launch.promptAsArgument && hasPrompt ? { promptFile: `${directory}/prompt.md` } : {}),
    ...(launch.promptOption === undefined ? {} : { promptOption: launch.promptOption }),
  });
  return { ...launch.files, 'launch.sh': script };
}
