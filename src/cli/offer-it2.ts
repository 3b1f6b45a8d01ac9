import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lookAtIt2 } from '../backends/iterm2/it2-program.ts';
import type { RecordsWorld } from '../operations/context/records-world.ts';
import { writeFileAtomic } from '../system/files/write-file.ts';
import { findProgram } from '../system/programs/find-program.ts';
import { runInTerminal } from '../system/run/run-in-terminal.ts';
import type { Shell } from './verb.ts';

/** What became of the offer: `again` when it2 is there now, so that what was chosen before is to be chosen again. */
export type Offered = 'go on' | 'again' | 'cancelled';

/** Which of the installers that the program's own documentation names is there. */
const installers: readonly (readonly [program: string, words: readonly string[]])[] = [
  ['uv', ['tool', 'install', 'it2']],
  ['pipx', ['install', 'it2']],
  ['python3', ['-m', 'pip', 'install', '--user', 'it2']],
];

/**
 * In iTerm2 without `it2` the first start offers to install it, to do without, or to start nothing. Asked once, and only of
 * a person at a terminal.
 */
export async function offerIt2(world: RecordsWorld, shell: Shell): Promise<Offered> {
  const { startsIn, paths, env } = world;
  if (!startsIn?.lacksIt2 || !shell.input.isTTY || !shell.output.isTTY) return 'go on';
  const answered = join(paths.home, 'without-it2');
  if (existsSync(answered)) return 'go on';
  const installer = installers.find(([program]) => findProgram(program, env));
  const command = installer ? [installer[0], ...installer[1]] : undefined;
  const instead = startsIn.lacksTmux
    ? 'Let sessions live in the view, and end with it'
    : 'Use tmux: sessions outlive this window';
  shell.output.write(
    [
      ...(startsIn.lacksTmux ? ['There is no tmux, and it2 is missing: no panes can be opened.'] : []),
      'This is iTerm2: sessions could be panes beside this one. That needs the program it2, which is not installed.',
      '',
      command
        ? `  1  Install it now: ${command.join(' ')}`
        : '  1  Show how to install it (uv, pipx and python3 are all missing)',
      `  2  ${instead}`,
      '  3  Cancel',
      '',
      '',
    ].join('\n'),
  );
  const answer = await ask(shell);
  if (answer === '1') return install(shell, env, command);
  if (answer !== '2') {
    shell.writeError('agents: cancelled; nothing was started.\n');
    return 'cancelled';
  }
  writeFileAtomic(
    answered,
    'Sessions are no panes of iTerm2: that was chosen. Remove this file to be asked again.\n',
  );
  return 'go on';
}

async function ask({ input, output }: Shell): Promise<string> {
  const { createInterface } = process.getBuiltinModule('node:readline/promises');
  const prompt = createInterface({ input: input.stream(), output: output.stream() });
  prompt.setPrompt('1, 2 or 3: ');
  prompt.prompt();
  for await (const line of prompt) {
    const answer = line.trim();
    // What is left of the input is for the view.
    if (['1', '2', '3'].includes(answer)) return answer;
    prompt.prompt();
  }
  // Ctrl+C or Ctrl+D.
  return '3';
}

/** What is left to do afterwards is said, since iTerm2 has to be told to let programs in. */
async function install(
  shell: Shell,
  env: NodeJS.ProcessEnv,
  command: readonly string[] | undefined,
): Promise<Offered> {
  const [program = '', ...words] = command ?? [];
  const found = findProgram(program, env);
  if (found !== undefined) await runInTerminal([found, ...words], env);
  const { path, problem } = await lookAtIt2(env);
  if (problem === undefined) return 'again';
  const installed =
    command && path === undefined ? ' If it was installed now, its directory is not on PATH.' : '';
  shell.writeError(`agents: ${problem}${installed} Then start agents again.\n`);
  return 'cancelled';
}
