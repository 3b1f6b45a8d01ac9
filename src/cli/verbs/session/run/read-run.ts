import { parseArgs } from 'node:util';
import { anyProgram } from '../../../../core/agents/general/any-program.ts';
import type { DispatchRequest } from '../../../../core/effects.ts';
import { UserError } from '../../../../core/errors/user-error.ts';
import { safeText } from '../../../../core/text/safe-text.ts';
import type { Given } from '../../../../operations/context/plain-world.ts';
import { projectAgent } from '../../../../operations/context/project-world.ts';
import { startingIn } from '../../../../operations/context/where-sessions-start.ts';
import { openWorld, type World } from '../../../../operations/context/world.ts';
import { refuseWhenOff } from '../../../../operations/dispatch/kill-switch.ts';
import { requireBackend } from '../../../../operations/dispatch/require-backend.ts';
import { readGiven } from '../../../../system/files/read-given.ts';
import { reasonOf } from '../../../../system/files/reason.ts';
import { agentCommand } from '../../../arguments/agent-command.ts';
import { readAgentWord } from '../../../arguments/agent-word.ts';
import { takeBackendWords } from '../../../arguments/backend-word.ts';
import { givenDirectory } from '../../../arguments/given-directory.ts';
import { givenPath } from '../../../arguments/given-path.ts';
import { launchOptions } from '../../../arguments/launch-options.ts';
import { resumed } from '../../../arguments/resumed.ts';
import { UsageError } from '../../../output/usage-error.ts';
import type { Shell } from '../../../verb.ts';
import { verbTable } from '../../../verbs.ts';
import { readStandardInput } from '../../../words.ts';

const { usage, options } = verbTable.run;

/** What the words ask for, and what is to be told once it has started. Throws a sentence. */
export async function readRun(words: readonly string[], shell: Shell, hosts?: Given['hosts']) {
  const { values, positionals, flags } = readWords(words);
  if (values.wait && values.attach) throw new UsageError('--wait and --attach exclude each other.', usage);
  takeBackendWords(shell, values, flags);
  const text = values.exec ?? (await taskText(shell, positionals, values['prompt-file']));
  if (values.exec !== undefined && positionals.length > 0) {
    throw new UsageError(`--exec takes one command as one word; "${positionals[0]}" is left over.`, usage);
  }
  const given = values['agent-command'];
  const mayBeEmpty = values.resume !== undefined || values.attach === true || given !== undefined;
  if (text.trim() === '' && !(mayBeEmpty && values.exec === undefined))
    throw new UsageError('There is no task.', usage);
  const opened = openWorld(shell.env, { ...shell, ...(hosts && { hosts }) });
  refuseWhenOff(opened);
  const isExec = values.exec !== undefined;
  if (isExec && values.resume !== undefined) {
    throw new UsageError('--exec starts a shell job, which has no conversation to resume.', usage);
  }
  const argv = given === undefined ? undefined : readCommand(given, values, shell);
  const moved =
    values.resume === undefined ? undefined : resumed({ shell, world: opened }, values.resume, values);
  const name = values.name ?? moved?.name;
  const cwd = givenDirectory(values.cwd ?? moved?.cwd ?? '.', shell);
  const world = opened.startsIn ? startingIn(opened, cwd) : opened;
  for (const problem of world.problems.filter(isAboutBackend))
    shell.writeError(`agents: ${safeText(problem)}\n`);
  await requireBackend(world);
  const word = isExec ? undefined : values.agent;
  const named = word === undefined ? undefined : await readAgentWord(word, cwd, world.env);
  const request: DispatchRequest = {
    kind: isExec ? 'exec' : 'background',
    ...(argv && { argv }),
    agent: isExec
      ? 'shell'
      : argv
        ? anyProgram.name
        : (named?.agent ?? moved?.agent ?? usualAgent({ shell, world }, cwd)),
    text,
    cwd,
    ...(name === undefined ? {} : { name }),
    ...(values.resume === undefined ? {} : { resume: values.resume }),
    ...(values.role === undefined ? {} : { role: values.role }),
    ...worktreeChoice(values),
    ...(values.now || values.attach ? { now: true } : {}),
    options: { ...moved?.options, ...launchOptions(values, shell), ...named?.options },
    flags,
  };
  const note = moved?.refusedMode === undefined ? undefined : notCarried(moved.refusedMode);
  return { world, request, isJson: values.json === true, note };
}

/** A word that names none does not count, and the session lives elsewhere than was meant. */
function isAboutBackend(problem: string): boolean {
  return /"backend" must be|"teammateMode" is|^CLAUDE_CODE_SPAWN_BACKEND is/.test(problem);
}

/** It names the program: nothing else can. */
function readCommand(command: string, values: Values, shell: Shell): readonly string[] {
  const other = (['exec', 'agent', 'resume'] as const).find(name => values[name] !== undefined);
  if (other !== undefined) throw new UsageError(`--agent-command and --${other} exclude each other.`, usage);
  const read = agentCommand(command, shell);
  if ('problem' in read) throw new UsageError(read.problem, usage);
  return read.argv;
}

type Values = ReturnType<typeof readWords>['values'];

function worktreeChoice(values: { readonly worktree?: boolean; readonly 'no-worktree'?: boolean }) {
  if (!values.worktree && !values['no-worktree']) return {};
  if (values.worktree && values['no-worktree'])
    throw new UsageError('--worktree and --no-worktree exclude each other.', usage);
  return { worktree: values.worktree === true };
}

export function readWords(words: readonly string[]) {
  const end = words.indexOf('--');
  const own = end === -1 ? words : words.slice(0, end);
  const { values, positionals } = parseArgs({
    args: [...own],
    allowPositionals: true,
    options,
  });
  return { values, positionals, flags: end === -1 ? [] : words.slice(end + 1) };
}

/** The words as one task; `-` reads it from standard input. */
async function taskText(
  shell: Shell,
  positionals: readonly string[],
  file: string | undefined,
): Promise<string> {
  const isInput = file === '-' || (positionals.length === 1 && positionals[0] === '-');
  if (file !== undefined && file !== '-') return readPromptFile(shell, file);
  return isInput ? readStandardInput(shell.input.stream()) : positionals.join(' ');
}

async function readPromptFile(shell: Shell, file: string): Promise<string> {
  try {
    return await readGiven(givenPath(file, shell));
  } catch (error) {
    throw new UserError(
      'bad-input',
      `The prompt file ${file} could not be read: ${reasonOf(error)}. Nothing was started.`,
      {
        cause: error,
      },
    );
  }
}

function notCarried(mode: string): string {
  return `it ran in the mode ${mode}, which it does not here: accept that once with agents accept ${mode}.`;
}

/** Says so where the repository names one that cannot be used. */
function usualAgent({ shell, world }: { readonly shell: Shell; readonly world: World }, cwd: string): string {
  const { agent, problem } = projectAgent(world, cwd);
  if (problem !== undefined) shell.writeError(`agents: ${safeText(problem)}\n`);
  return agent;
}
