/** A word as tmux's own parser reads it, for commands that are given as text (if-shell, source-file). */
export function quoteTmux(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** One command line for tmux's parser. */
export function commandLine(command: readonly string[]): string {
  return command.map(quoteTmux).join(' ');
}

/** Several commands that run in order, for the branches of `if-shell`. */
export function commandList(commands: readonly (readonly string[])[]): string {
  return commands.map(commandLine).join(' ; ');
}
