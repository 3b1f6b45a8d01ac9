import { commandLine, commandList } from './quote.ts';

/**
 * Before 3.5 tmux crashes, and all its sessions with it, when the focus comes to or leaves a dead pane whose program had
 * asked to be told of it and was killed before it took that back (tmux issue 3776). Terminals count as focused until they
 * say otherwise, so to attach to such a pane is enough, and to detach from it, too.
 */
const isInDanger = '#{m/r:^3\\.[0-4],#{version}}';

/** For a hook on `pane-died`, where the pane is the target; only while someone looks at it. */
export const forgetFocusOnDeath = commandLine(['if-shell', '-F', condition('session_attached'), reset([])]);

const isAlone = '#{==:#{session_windows} #{window_panes},1 1}';

/** For the same hook: the one who looks at a program that has ended is told how to leave, in a line below it. */
export const sayEnded = commandLine([
  'if-shell',
  '-F',
  isAlone,
  commandList([
    ['set-option', 'status-format[0]', ' The program has ended. Ctrl+Z goes back.'],
    ['set-option', 'status', 'on'],
  ]),
]);

/** Makes it safe to attach to this pane, dead or not: words of one command. */
export function forgetFocusIfDead(pane: string): readonly string[] {
  return ['if-shell', '-F', '-t', pane, condition('pane_dead'), reset(['-t', pane])];
}

function condition(when: string): string {
  return `#{&&:#{${when}},${isInDanger}}`;
}

/**
 * Nothing else forgets it. A reset moves the screen into the history, where `resize-pane -T` takes it from; what stood on
 * the screen of a full-screen program has no history, and is lost.
 */
function reset(target: readonly string[]): string {
  const takeBack = commandLine(['resize-pane', '-T', ...target]);
  return [
    commandLine(['send-keys', '-R', ...target]),
    commandLine(['if-shell', '-F', ...target, '#{alternate_on}', '', takeBack]),
  ].join(' ; ');
}
