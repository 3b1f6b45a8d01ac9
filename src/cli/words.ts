import { type Found, findByWord } from '../core/find.ts';
import type { Session } from '../core/session.ts';
import { ensureSupervisor } from '../runtime/supervisor-start.ts';
import type { World } from '../runtime/world.ts';
import type { Port } from '../runtime.ts';
import { sessionCache } from '../system/session-cache.ts';
import { UsageError } from './usage-error.ts';

/** Every session on record. Starts the supervisor when none runs, since states may be old then, and says so. */
export function readSessions(world: World): readonly Session[] {
  const { sessions, bad } = sessionCache(world.paths).read();
  for (const problem of [...world.problems, ...bad.map(job => job.problem)]) {
    process.stderr.write(`agents: ${problem}\n`);
  }
  if (sessions.length > 0 && !ensureSupervisor(world)) {
    process.stderr.write(
      'agents: the supervisor was not running and was started; states may be a second old.\n',
    );
  }
  return sessions;
}

/** The one session that `word` names. Throws a sentence. */
export function requireOne(world: World, word: string | undefined, usage: string): Session {
  if (!word) throw new UsageError(`Which session? ${usage}`);
  const found: Found = findByWord(readSessions(world), word);
  if ('problem' in found) throw new Error(found.problem);
  return found.session;
}

/** A port for verbs: what the runtime has to say goes to the terminal; a failure is remembered for the exit code. */
export function shellPort(
  attach: Port['attach'] = async () => {},
): Port & { readonly failed: () => boolean } {
  let failed = false;
  return {
    notice: (text, tone) => {
      const isProblem = tone === 'failure' || tone === 'attention';
      failed ||= isProblem;
      (isProblem ? process.stderr : process.stdout).write(`${isProblem ? 'agents: ' : ''}${text}\n`);
    },
    recorded: () => {},
    attach,
    edited: () => {},
    leave: () => {},
    failed: () => failed,
  };
}

/** All of standard input, for the word `-`. */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
