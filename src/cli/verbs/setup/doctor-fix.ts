import type { Listed } from '../../../backends/backend.ts';
import { type Finding, ok, problem } from '../../../core/doctor/finding.ts';
import { UserError } from '../../../core/errors/user-error.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import type { World } from '../../../operations/context/world.ts';
import { endOrphan, findOrphans, orphanWords } from '../../../operations/doctor/orphans.ts';
import { askYes } from '../../output/ask-yes.ts';
import type { Shell } from '../../verb.ts';

interface Given {
  readonly world: World;
  readonly shell: Shell;
  /** They have said so already. */
  readonly yes: boolean;
}

/**
 * Ends the sessions in tmux that no record knows, after naming them and asking. Resolves to the exit code; throws a
 * sentence where nobody can be asked.
 */
export async function fix({ world, shell, yes }: Given): Promise<number> {
  const orphans = await findOrphans(world);
  if (orphans.length === 0) {
    shell.output.write('\nThere is nothing to end: every session in tmux has its record.\n');
    return 0;
  }
  const one = orphans.length === 1;
  const lines = orphans.map(orphan => `  ${orphanWords(orphan)}\n`);
  shell.output.write(
    `\nNo record knows ${one ? 'this session' : `these ${orphans.length} sessions`} in tmux:\n${lines.join('')}`,
  );
  if (!yes) {
    if (!shell.input.isTTY || !shell.output.isTTY) throw nobodyToAsk();
    if (!(await askYes(shell, `Type "yes" to end ${one ? 'it' : 'them'}, with all that runs there: `))) {
      shell.writeError('agents: nothing was ended.\n');
      return 1;
    }
  }
  const outcomes = await endEach(world, orphans);
  for (const { level, says } of outcomes)
    if (level === 'ok') shell.output.write(`${says}\n`);
    else shell.writeError(`agents: ${says}\n`);
  return outcomes.every(({ level }) => level === 'ok') ? 0 : 1;
}

/** The same for a script, which reads the outcomes among the findings. Throws a sentence without a yes. */
export async function fixForScript({ world, yes }: Omit<Given, 'shell'>): Promise<readonly Finding[]> {
  const orphans = await findOrphans(world);
  if (orphans.length > 0 && !yes) throw nobodyToAsk();
  return endEach(world, orphans);
}

function nobodyToAsk(): UserError {
  return new UserError('needs-terminal', 'Nothing was ended, since nobody can be asked here.', {
    advice: 'Run "agents doctor --fix" in a terminal, or add --yes.',
  });
}

async function endEach(world: World, orphans: readonly Listed[]): Promise<readonly Finding[]> {
  world.backend.giveUpOnce();
  const outcomes: Finding[] = [];
  for (const orphan of orphans) outcomes.push(await endOne(world, orphan));
  return outcomes;
}

async function endOne(world: World, orphan: Listed): Promise<Finding> {
  try {
    const kept = (await endOrphan(world, orphan)) === 'kept';
    return ok('orphans', kept ? `kept · ${orphan.id} · it has a record, or ended` : `ended · ${orphan.id}`);
  } catch (error) {
    const says = safeText(error instanceof Error ? error.message : String(error));
    return problem('orphans', { code: 'orphans', says, advice: 'agents doctor --fix tries again.' });
  }
}
