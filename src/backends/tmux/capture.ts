import type { Screen } from '../../core/screen/screen.ts';
import { cleanLabel, cleanLine } from '../../core/text/terminal-text.ts';
import { randomHex } from '../../system/files/random-hex.ts';
import { isNoServer, tmux, tmuxError } from '../../tmux/client.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import type { Capturable } from '../backend.ts';
import { contentOf, isOnlyGone, type TmuxTarget } from './place.ts';

const numbers = '#{cursor_x} #{cursor_y} #{pane_width} #{pane_height}';

/**
 * The visible screens, by session id, in one invocation. The commands go through stdin, so their number has
 * no limit, no screen can know the boundaries, and a pane that is gone fails on its own line only.
 */
export async function captureScreens(
  server: TmuxServer,
  panes: readonly Capturable[],
): Promise<ReadonlyMap<string, Screen>> {
  const ours = panes
    .map(({ id, place }) => ({ id, pane: contentOf(place).pane }))
    .filter(({ pane }) => /^%\d+$/.test(pane));
  if (ours.length === 0) return new Map();
  const mark = randomHex(16);
  const input = ours.map(pane => captureCommand(pane.pane, mark)).join('');
  const answer = await tmux(server, [['source-file', '-']], { input });
  const screens = readScreens(answer.stdout, mark);
  const isExpected = answer.code === 0 || isNoServer(answer) || isOnlyGone(answer);
  if (screens.size === 0 && !isExpected) throw tmuxError(server, 'read the screens', answer);
  const wanted = new Set(ours.map(pane => pane.id));
  return new Map([...screens].filter(([id]) => wanted.has(id)));
}

/** mark, numbers, id; mark, title; mark, lines. */
function captureCommand(pane: string, mark: string): string {
  const header = `${mark}${numbers} #{@agents_id}${mark}#{pane_title}${mark}`;
  return `display-message -p -t ${pane} '${header}' ; capture-pane -p -t ${pane}\n`;
}

function readScreens(output: string, mark: string): ReadonlyMap<string, Screen> {
  const parts = output.split(mark);
  const screens = new Map<string, Screen>();
  for (let index = 1; index + 2 < parts.length; index += 3) {
    const [header = '', title = '', body = ''] = parts.slice(index, index + 3);
    const match = /^(\d+) (\d+) (\d+) (\d+) (.+)$/.exec(header);
    if (!match?.[5]) continue;
    const [cursorX = 0, cursorY = 0, width = 0, height = 0] = match.slice(1, 5).map(Number);
    const lines = linesOf(body).slice(0, height);
    screens.set(match[5], { lines, title: cleanLabel(title, 500), cursorX, cursorY, width, height });
  }
  return screens;
}

/** The first newline ends the header. */
function linesOf(body: string): readonly string[] {
  return body.replace(/^\n/, '').replace(/\n$/, '').split('\n').map(cleanLine);
}

/**
 * The last lines with the scrollback, wrapped lines joined, empty lines at the end left out. A new server gives the ids
 * of its panes out again: undefined when this one is not the session's.
 */
export async function readHistory(
  server: TmuxServer,
  { place, id }: TmuxTarget,
  lines: number,
): Promise<readonly string[] | undefined> {
  const start = `-${Math.max(0, Math.trunc(lines))}`;
  const answer = await tmux(server, [
    ['display-message', '-p', '-t', place.pane, '#{@agents_id}'],
    ['capture-pane', '-p', '-J', '-S', start, '-t', place.pane],
  ]);
  if (isNoServer(answer) || (answer.code !== 0 && isOnlyGone(answer))) return undefined;
  if (answer.code !== 0) throw tmuxError(server, 'read the output', answer);
  const [owner, ...all] = answer.stdout.split('\n').map(cleanLine);
  if (owner !== id) return undefined;
  while (all.at(-1) === '') all.pop();
  return lines > 0 ? all.slice(-lines) : [];
}
