import { mostPromptBytes, quoteForShell } from './quote-for-shell.ts';

/**
 * The lines of sh that run a shell job and end as it ended, with its exit code or by its signal, when its last words
 * are on the screen. tmux 3.3a closes a pane's terminal as soon as the pane's own process has ended, whatever it has
 * not read yet: of `seq 20000` the last 2000 lines were missing 97 times in 100. So that process is this script: it
 * asks the terminal for its status (DSR, ECMA-48 8.3.35), which tmux answers when it has read all before.
 */
export function shellJobLines(command: string, directory: string): string[] {
  const bytes = Buffer.byteLength(command);
  if (bytes > mostPromptBytes) {
    throw new Error(
      `The command is too long: ${bytes} bytes, and a shell can be given ${mostPromptBytes}. Put it into a file and run that.`,
    );
  }
  return [...runJob(command, directory), ...awaitTerminal, ...endAsItEnded];
}

/**
 * In the foreground, in the same process group; in a subshell, since dash redirects a plain command's output for itself
 * as well, and its own words would be on the screen. Keys that send both a signal must not end this shell first; a
 * trap, unlike ignoring, is not handed on. TERM and HUP do end it, and the kernel then hangs up the job. What sh says of a
 * death by signal is the one thing that tells it from an exit code above 128; it says nothing of SIGINT, which comes from
 * the terminal, to both.
 */
function runJob(command: string, directory: string): string[] {
  return [
    'interrupted=',
    'trap interrupted=yes INT',
    'trap : QUIT',
    `died=${quoteForShell(`${directory}/died`)}`,
    'exec 3>&2',
    '(: >"$died") 2>/dev/null || died=/dev/null',
    'exec 2>"$died"',
    // tmux tells its own default-shell, which may be one that runs nothing.
    'case "$SHELL" in */false|*/true|*/nologin) SHELL=/bin/sh ;; esac',
    `(exec "\${SHELL:-/bin/sh}" -c ${quoteForShell(command)} 2>&3 3>&-)`,
    'code=$?',
  ];
}

/** At most 2 s for each part of the answer: none comes when the job ended within an escape sequence of its own. */
const awaitTerminal = [
  'exec 2>/dev/null',
  'if stty -icanon -echo min 0 time 20; then',
  "  printf '\\033[5n'",
  '  answer=',
  '  while more=$(dd bs=64 count=1) && [ -n "$more" ]; do',
  '    answer=$answer$more',
  "    case $answer in *'[0n'*) break ;; esac",
  '  done',
  'fi',
];

const endAsItEnded = [
  'if [ -s "$died" ] || [ "$code$interrupted" = 130yes ]; then',
  '  ulimit -c 0',
  '  trap - INT QUIT',
  '  kill -$((code - 128)) $$',
  'fi',
  'exit $code',
];
