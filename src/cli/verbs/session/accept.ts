import { UserError } from '../../../core/errors/user-error.ts';
import { type RiskyMode, riskyMeaning, riskyModes } from '../../../core/lifecycle/risky-modes.ts';
import { openPlainWorld } from '../../../operations/context/plain-world.ts';
import { acceptMode, isAccepted } from '../../../system/store/daemon/accepted-modes.ts';
import { askYes } from '../../output/ask-yes.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';

/**
 * `agents accept <mode>`: asks the person, in a terminal and nowhere else, whether sessions
 * may run in that mode unwatched.
 */
export async function accept(words: readonly string[], shell: Shell): Promise<number> {
  const [word, extra] = words;
  const mode = riskyModes.find(each => each === word);
  if (!mode || extra !== undefined) throw new UsageError('Which mode?', verbTable.accept.usage);
  const world = openPlainWorld(shell.env, shell);
  if (isAccepted(world.paths, world.env, mode)) return say(shell, `${mode} is accepted already.`);
  if (!shell.input.isTTY || !shell.output.isTTY)
    throw new UserError(
      'needs-terminal',
      `Only a person can accept ${mode}: run "agents accept ${mode}" in a terminal.`,
    );
  if (!(await isAgreed(shell, mode))) {
    shell.writeError(`agents: ${mode} was not accepted; nothing has changed.\n`);
    return 1;
  }
  acceptMode(world.paths, mode, world.now());
  return say(shell, `accepted · ${mode}`);
}

function isAgreed(shell: Shell, mode: RiskyMode): Promise<boolean> {
  shell.output.write(
    `In the mode ${mode} a session ${riskyMeaning[mode]}, and in the background nobody watches it.\n` +
      'Use it only where nothing can be lost: in a container, or in a copy without secrets.\n',
  );
  return askYes(shell, 'Type "yes" to accept it for every session of yours: ');
}

function say({ output }: Shell, text: string): number {
  output.write(`${text}\n`);
  return 0;
}
