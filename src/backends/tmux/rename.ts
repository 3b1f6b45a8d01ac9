import type { Place } from '../../core/screen/place.ts';
import { askedOnce, isNoServer, tmux, tmuxError } from '../../tmux/client.ts';
import { commandLine, commandList } from '../../tmux/quote.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import { contentOf, isOnlyGone, isTheSession, type TmuxTarget } from './place.ts';
import { freeName } from './start.ts';

const attempts = 10;

/**
 * Gives a tmux session another name, with a number when it is taken. The pane notes it in the same step: a name that
 * differs from the note was given by a person.
 */
export async function renameTmuxSession(server: TmuxServer, target: TmuxTarget, slug: string): Promise<void> {
  const { pane } = target.place;
  const known = await tmux(server, [['display-message', '-p', '-t', pane, '#{session_name}']], askedOnce);
  if (isNamed(known.stdout.trim(), slug)) return;
  let name = slug;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const answer = await tmux(server, [guarded(target, name)], askedOnce);
    if (answer.code === 0 || isNoServer(answer) || isOnlyGone(answer)) return;
    if (!answer.stderr.includes('duplicate session')) throw tmuxError(server, `rename ${target.id}`, answer);
    name = await freeName(server, slug, attempt);
  }
}

function isNamed(name: string, slug: string): boolean {
  return name === slug || (name.startsWith(`${slug}-`) && /^\d+$/.test(name.slice(slug.length + 1)));
}

function guarded({ place, id }: TmuxTarget, name: string): readonly string[] {
  const commands = commandList([
    ['rename-session', '-t', place.session, name],
    ['set-option', '-p', '-t', place.pane, '@agents_name', name],
  ]);
  return ['if-shell', '-F', '-t', place.pane, isTheSession(id), commands];
}

/** Notes the names that the tmux sessions of these panes have now; tmux itself puts them in. */
export async function noteNames(
  server: TmuxServer,
  targets: readonly { readonly place: Place; readonly id: string }[],
): Promise<void> {
  if (targets.length === 0) return;
  const lines = targets.map(({ place, id }) => {
    const { pane } = contentOf(place);
    const note = commandLine(['set-option', '-p', '-F', '-t', pane, '@agents_name', '#{session_name}']);
    return commandLine(['if-shell', '-F', '-t', pane, isTheSession(id), note]);
  });
  const answer = await tmux(server, [['source-file', '-']], { input: `${lines.join('\n')}\n` });
  if (answer.code === 0 || isNoServer(answer) || isOnlyGone(answer)) return;
  throw tmuxError(server, 'note the names of sessions', answer);
}
