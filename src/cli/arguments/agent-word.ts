import { isProgram, programNames } from '../../core/catalog/catalog.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { safeText } from '../../core/text/safe-text.ts';

/** What `--agent` names: a program, and a subagent that leads its session. */
export interface NamedAgent {
  readonly agent: string;
  readonly options: { readonly agent?: readonly string[] };
}

/**
 * Reads `codex`, `claude:reviewer`, or the name of a subagent of Claude Code that this directory or the user has. A
 * program goes before a subagent of its name. Throws a sentence when it is none of these.
 */
export async function readAgentWord(word: string, cwd: string, env: NodeJS.ProcessEnv): Promise<NamedAgent> {
  if (isProgram(word) || word === 'shell') return { agent: word, options: {} };
  const [program = '', ...rest] = word.split(':');
  if (rest.length > 0 && isProgram(program)) return { agent: program, options: { agent: [rest.join(':')] } };
  const { readSubagents } = await import('../../system/catalog/projects.ts');
  const subagent = (await readSubagents(cwd, env)).find(({ name }) => name === word);
  if (subagent) return { agent: subagent.agent, options: { agent: [word] } };
  const advice = `Known: ${[...programNames(), 'shell'].join(', ')}; a subagent as claude:NAME.`;
  throw new UserError('unknown-agent', `There is no agent "${safeText(word)}".`, { advice });
}
