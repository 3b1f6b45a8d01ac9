import { realpathSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { showView } from '../app/view.ts';
import { UserError } from '../core/errors/user-error.ts';
import { inProject } from '../operations/context/project-world.ts';
import { openRecordsWorld, type RecordsWorld } from '../operations/context/records-world.ts';
import { startingIn } from '../operations/context/where-sessions-start.ts';
import { withAgents } from '../operations/context/with-agents.ts';
import { refuseWhenOff } from '../operations/dispatch/kill-switch.ts';
import { readAgentWord } from './arguments/agent-word.ts';
import { takeBackendWords } from './arguments/backend-word.ts';
import { givenDirectory } from './arguments/given-directory.ts';
import { launchOptions, launchOptionWords } from './arguments/launch-options.ts';
import type { Shell } from './verb.ts';
import { viewProcess } from './view-process.ts';

/** `agents [--cwd PATH] [--agent A] [--model M] …`: the full-screen view. */
export async function openView(words: readonly string[], shell: Shell): Promise<number> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      cwd: { type: 'string' },
      agent: { type: 'string' },
      backend: { type: 'string' },
      'teammate-mode': { type: 'string' },
      ...launchOptionWords,
    },
  });
  takeBackendWords(shell, values);
  const under = values.cwd === undefined ? undefined : directoryOf(shell, values.cwd);
  const cwd = under ?? ownDirectory(shell);
  const opened = withAgents(openRecordsWorld(shell.env, shell));
  const within = inProject(startingIn(opened, cwd), cwd);
  refuseWhenOff(within);
  const records = await withIt2(within, cwd, shell);
  if (!records) return 1;
  const word = values.agent;
  const named = word === undefined ? undefined : await readAgentWord(word, cwd, records.env);
  const options = { ...launchOptions(values, shell), ...named?.options };
  const open = async () =>
    (await import('../operations/context/plain-world.ts')).withBackends(records, { hosts: 'all' });
  const scope = { under, cwd, options, ...(named && { agent: named.agent }) };
  await showView({ records, open }, viewProcess(shell), scope);
  return 0;
}

/** In iTerm2 without the program that opens panes; undefined when the person wants nothing started. */
async function withIt2(records: RecordsWorld, cwd: string, shell: Shell): Promise<RecordsWorld | undefined> {
  if (!records.startsIn?.lacksIt2) return records;
  const offered = await (await import('./offer-it2.ts')).offerIt2(records, shell);
  if (offered === 'cancelled') return undefined;
  return offered === 'again' ? startingIn(records, cwd) : records;
}

/** Throws a sentence when the working directory of the shell was removed. */
function ownDirectory({ cwd }: Shell): string {
  try {
    return cwd();
  } catch (error) {
    throw new Error('The directory you are in is gone. Go to another, or name one: agents --cwd PATH', {
      cause: error,
    });
  }
}

function directoryOf(shell: Shell, path: string): string {
  const full = givenDirectory(path, shell);
  const found = statSync(full, { throwIfNoEntry: false });
  if (!found) throw new UserError('no-directory', `--cwd ${path}: there is no such directory.`);
  if (!found.isDirectory()) throw new UserError('no-directory', `--cwd ${path}: that is not a directory.`);
  return realpathSync(full);
}
