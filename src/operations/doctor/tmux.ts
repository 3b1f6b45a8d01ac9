import { loadPty } from '../../backends/pty/load-pty.ts';
import { tmuxBackend } from '../../backends/tmux/tmux.ts';
import { type Finding, note, ok, problem } from '../../core/doctor/finding.ts';
import type { FindingCode } from '../../core/doctor/finding-codes.ts';
import { hasTmux, installCommand } from '../../system/programs/require-tmux.ts';
import { TmuxMissing, TmuxTimeout, TmuxUnreachable } from '../../tmux/client.ts';
import { socketProblem } from '../../tmux/socket.ts';
import { exitUnattached, hasExitUnattached } from '../../tmux/unattached.ts';
import { TmuxTooOld, tmuxVersion } from '../../tmux/version.ts';
import type { World } from '../context/world.ts';
import { sentenceOf } from './sentence-of.ts';

export async function checkTmux(world: World): Promise<readonly Finding[]> {
  const install = installCommand(world.env);
  if (!hasTmux(world.env)) return [await withoutTmux(world, install)];
  try {
    const { text } = await tmuxVersion();
    const socketTrouble = socketProblem(world.socket, world.env);
    if (socketTrouble)
      return [
        problem('tmux', {
          code: 'tmux-socket',
          says: socketTrouble,
          advice: 'Set TMUX_TMPDIR to a shorter directory, such as /tmp',
        }),
      ];
    const { server, panes } = await tmuxBackend({ socket: world.socket }).list();
    if (world.settings['tmux.server'] === 'default' && (await hasExitUnattached({ socket: world.socket })))
      return [
        problem('tmux', {
          code: 'exit-unattached',
          says: exitUnattached,
          advice: 'agents settings unset tmux.server',
        }),
      ];
    const where = server
      ? `server ${server.pid} with ${panes.length} session${panes.length === 1 ? '' : 's'}`
      : 'no server runs yet';
    return [ok('tmux', `${text} · socket ${world.socket} · ${where}`)];
  } catch (error) {
    return [problem('tmux', { says: sentenceOf(error), ...troubleOf(error, install) })];
  }
}

/** Sessions live in the view then, where its package is there; why it is not is told beside this. */
async function withoutTmux({ startsIn }: World, install: string): Promise<Finding> {
  if (startsIn?.backend === 'iterm2')
    return note('tmux', {
      code: 'no-tmux',
      says: 'is not installed: sessions start in iTerm2',
      advice: install,
    });
  const isThere = await loadPty().then(
    () => true,
    () => false,
  );
  const says = 'is not installed: sessions live in the view, and end with it';
  if (isThere) return note('tmux', { code: 'no-tmux', says, advice: install });
  return problem('tmux', {
    code: 'no-terminal-backend',
    says: 'is not installed, and sessions cannot live in the view either: none can be started',
    advice: install,
  });
}

/** What a failure of tmux is called, and what to do about it. */
export function troubleOf(
  error: unknown,
  install: string,
): { readonly code: FindingCode; readonly advice: string } {
  if (error instanceof TmuxMissing) return { code: 'no-tmux', advice: install };
  if (error instanceof TmuxTooOld)
    return {
      code: 'old-tmux',
      advice: `${install}, or let sessions live in the view: agents settings set backend in-process`,
    };
  if (error instanceof TmuxUnreachable)
    return { code: 'tmux-socket', advice: 'Set TMUX_TMPDIR to a directory of your own, such as /tmp' };
  const code = error instanceof TmuxTimeout ? 'tmux-silent' : 'tmux';
  const advice =
    'Sessions go on; what its server does not answer is asked again by itself. Look at it: ps -C "tmux: server"';
  return { code, advice };
}
