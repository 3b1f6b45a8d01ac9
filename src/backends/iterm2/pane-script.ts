import { join } from 'node:path';
import { sessionEnvironment, terminalNames } from '../../core/lifecycle/foreign-variables.ts';
import { quoteForShell } from '../../system/store/launch/quote-for-shell.ts';

/** What these say is of the pane, and of no other terminal. */
const ofThePane =
  /^(?:TERM|COLORTERM|COLORFGBG|TERMINFO(?:_DIRS)?|TERM_(?:PROGRAM|PROGRAM_VERSION|SESSION_ID|FEATURES)|ITERM_\w+|LC_TERMINAL(?:_VERSION)?)$/;

/**
 * The environment of a session as lines for sh: what is written here is read once and removed, since it may hold keys and
 * tokens.
 */
export function environmentLines(env: NodeJS.ProcessEnv): string {
  const lines = Object.entries(sessionEnvironment(env)).flatMap(([name, value]) => {
    const isName = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !fixed.test(name);
    const isOther = !ofThePane.test(name) && !terminalNames.includes(name);
    return isName && isOther && value !== undefined ? [`export ${name}=${quoteForShell(value)}\n`] : [];
  });
  return lines.join('');
}

/** Shells keep these for themselves, and bash ends when one of them is to be changed. */
const fixed = /^(?:_|BASHOPTS|BASH_\w+|EUID|OLDPWD|PPID|PWD|SHELLOPTS|SHLVL|UID)$/;

interface Script {
  /** Of the pane: where it writes down how far it is. */
  readonly directory: string;
  readonly id: string;
  readonly argv: readonly string[];
  /** Touched when the program has ended. */
  readonly wakeFile: string;
}

/**
 * What runs in a pane in place of its shell. It writes down its own pid, that of the program and how that ended, and stays
 * after the end, since iTerm2 closes the pane of a program that is gone, and nothing could be read there any more.
 */
export function paneScript({ directory, id, argv, wakeFile }: Script): string {
  const file = (name: string) => quoteForShell(join(directory, name));
  const begin = `echo $$ >${file('pid')}; exec "$@"`;
  return [
    '#!/bin/sh',
    `# Session ${id} of agents in this pane. Written by agents; changes are lost.`,
    // The prompt of the shell and the command that was typed there, and what scrolled out.
    `printf '\\033[H\\033[2J\\033[3J'`,
    // Keys for the program reach this script, too.
    'trap : INT QUIT',
    `echo $$ >${file('leader')}`,
    `environment=$(cat ${file('environment')})`,
    `rm -f ${file('environment')}`,
    `for name in $(env | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'); do`,
    '  case $name in',
    '    TERM | COLORTERM | COLORFGBG | TERMINFO* | TERM_* | ITERM_* | LC_TERMINAL*) ;;',
    '    _ | BASH* | EUID | OLDPWD | PPID | PWD | SHELLOPTS | SHLVL | UID) ;;',
    '    *) unset "$name" ;;',
    '  esac',
    'done',
    'eval "$environment"',
    'unset environment name',
    `/bin/sh -c ${quoteForShell(begin)} sh ${argv.map(quoteForShell).join(' ')}`,
    `echo $? >${file('ended')}`,
    `[ ! -e ${quoteForShell(wakeFile)} ] || echo >${quoteForShell(wakeFile)}`,
    // What is typed now is for nobody.
    'PATH=/usr/bin:/bin',
    'stty raw -echo 2>/dev/null',
    'exec cat >/dev/null 2>&1',
    '',
  ].join('\n');
}

/**
 * The line that a pane's shell is given: whatever shell that is, these characters mean themselves in its quotes. Throws a
 * sentence where they would not.
 */
export function shellLine(script: string): string {
  if (/['\\!\u0000-\u001f\u007f]/.test(script))
    throw new Error(
      `Sessions cannot live in iTerm2 while the state directory is ${JSON.stringify(script.replace(/\/daemon\/.*$/, ''))}: a shell there would read its name otherwise. Set AGENTS_HOME to another one.`,
    );
  // Ctrl+U takes out what was typed there meanwhile.
  return `\u0015exec /bin/sh '${script}'`;
}
