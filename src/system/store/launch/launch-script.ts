import { foreignNames } from '../../../core/lifecycle/foreign-variables.ts';
import { mostPromptBytes, quoteForShell } from './quote-for-shell.ts';
import { shellJobLines } from './shell-job-lines.ts';

/** What runs in a session's terminal. */
export interface LaunchScript {
  /** Absolute directory to start in. */
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Program and arguments; passed over when there is a `job`. */
  readonly argv: readonly string[];
  /** Absolute path of the first prompt: its content becomes the last argument, byte for byte. */
  readonly promptFile?: string;
  /** What stands before the prompt in that argument: `--prompt=`. */
  readonly promptOption?: string;
  /** For shell jobs: a line for the person's shell, and the job directory. */
  readonly job?: { readonly command: string; readonly directory: string };
  /** Runs once, before the program. */
  readonly setup?: Setup;
}

/** A command of the person that prepares the directory; when it fails nothing else is started. */
export interface Setup {
  readonly command: string;
  /** The job directory: its output is kept there. */
  readonly directory: string;
  /** The hook script, which tells the supervisor. */
  readonly hook: string;
}

/**
 * The sh script that starts a session: it alone holds the words of a person, each in single quotes. Throws a
 * sentence for what no program can be given: a NUL, or a variable whose name is none.
 */
export function launchScript(launch: LaunchScript): string {
  return [
    '#!/bin/sh',
    `unset ${foreignNames.join(' ')}`,
    ...enterDirectory(launch.cwd),
    ...Object.entries(launch.environment).map(([name, value]) => exportLine(name, value)),
    ...(launch.setup === undefined ? [] : runSetup(launch.setup)),
    ...(launch.job ? shellJobLines(launch.job.command, launch.job.directory) : startProgram(launch)),
    '',
  ].join('\n');
}

/** The pause lets the supervisor and a person who attaches see the sentence also where dead panes are closed. */
function enterDirectory(cwd: string): string[] {
  const problem = `agents: cannot start in ${cwd}: it is not there, or may not be entered.`;
  return [
    `cd ${quoteForShell(cwd)} || {`,
    `  printf '%s\\n' ${quoteForShell(problem)}`,
    '  sleep 1',
    '  exit 1',
    '}',
  ];
}

function exportLine(name: string, value: string): string {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return `export ${name}=${quoteForShell(value)}`;
  throw new Error(
    `"${name}" cannot be the name of an environment variable: only letters, digits and _ can stand in it.`,
  );
}

/**
 * In the session's own terminal: it can be watched, and goes on when the view is closed. Without a status it was
 * stopped, which is no failure.
 */
function runSetup({ command, directory, hook }: Setup): string[] {
  const [done, status, log] = ['setup.done', 'setup.status', 'setup.log'].map(name =>
    quoteForShell(`${directory}/${name}`),
  );
  const tell = (event: string, json: string) =>
    `  printf '%s\\n' ${json} | sh ${quoteForShell(hook)} ${event}`;
  const kept = JSON.stringify(`; its output is in ${directory}/setup.log`).slice(1);
  const failed = `${quoteForShell('{"message":"worktree.setup failed with exit code ')}"$code"${quoteForShell(`${kept}}`)}`;
  return [
    `if [ ! -e ${done} ]; then`,
    tell('Preparing', quoteForShell('{"summary":"running worktree.setup…"}')),
    `  printf '%s\\n' ${quoteForShell(`$ ${command}`)}`,
    `  rm -f ${status}`,
    `  { sh -c ${quoteForShell(command)} 2>&1; echo $? >${status}; } | tee ${log}`,
    `  code=$(cat ${status} 2>/dev/null) || exit 1`,
    '  if [ "$code" != 0 ]; then',
    `  ${tell('StartFailed', failed)}`,
    `    printf '%s\\n' "agents: worktree.setup failed with exit code $code."`,
    '    sleep 1',
    '    exit 1',
    '  fi',
    `  echo >${done}`,
    tell('Prepared', "'{}'"),
    'fi',
  ];
}

function startProgram({ argv, promptFile, promptOption }: LaunchScript): string[] {
  const [program = ''] = argv;
  const words = argv.map(quoteForShell).join(' ');
  const option = promptOption === undefined ? '' : quoteForShell(promptOption);
  return [
    ...requireProgram(program),
    ...(promptFile === undefined
      ? [`exec ${words}`]
      : [...readPrompt(promptFile), `exec ${words} ${option}"$prompt"`]),
  ];
}

function requireProgram(program: string): string[] {
  const problem = `agents: ${program} is not installed, or not on the PATH of this session. Install it and start again.`;
  return [
    `command -v ${quoteForShell(program)} >/dev/null 2>&1 || {`,
    `  printf '%s\\n' ${quoteForShell(problem)}`,
    '  sleep 1',
    '  exit 127',
    '}',
  ];
}

/** sh cuts newlines off the end of what a command prints: the slash protects them, and is no part of any character. */
function readPrompt(file: string): string[] {
  const instead = `Read the file ${file} in full: it holds your task, which is too long to be given directly. Then do it.`;
  return [
    `if [ "$(wc -c <${quoteForShell(file)})" -gt ${mostPromptBytes} ]; then`,
    `  prompt=${quoteForShell(instead)}`,
    'else',
    `  prompt=$(cat ${quoteForShell(file)} && printf /) || exit 1`,
    `  prompt=\${prompt%/}`,
    'fi',
  ];
}
