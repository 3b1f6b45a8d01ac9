import { tmux } from '../../tmux/client.ts';
import { realSocket, surroundingSocket, type TmuxServer } from '../../tmux/socket.ts';
import type { TmuxPlace } from './place.ts';

/**
 * The keys that lead back from a pane that nobody started here, by the person's own bindings: `ctrl+b d`. Undefined
 * where there are none. On our own server Ctrl+Z does.
 */
export async function wayBack(server: TmuxServer, { session }: TmuxPlace): Promise<string | undefined> {
  if (server.configFile !== undefined) return 'ctrl+z';
  const keys = await keysOf(server, session);
  if (isInside(server)) return keys.to(isSameSession(session) ? 'last-window' : 'switch-client -l');
  const out = keys.to('detach-client');
  const around = surroundingSocket(process.env);
  if (!out || around === undefined) return out;
  // Both have one prefix: the outer takes it, and hands it on when it is told to.
  const outer = await keysOf({ socket: around }, process.env['TMUX_PANE'] ?? '');
  const through = outer.prefix === keys.prefix ? outer.to('send-prefix') : undefined;
  return through === undefined ? out : `${through} ${out.split(' ').slice(1).join(' ')}`;
}

export function isInside(server: TmuxServer): boolean {
  const around = surroundingSocket(process.env);
  const here = around && realSocket(around, process.env);
  return here !== undefined && here === realSocket(server.socket, process.env);
}

/** `TMUX` ends with the number of the session in which this program runs. */
export function isSameSession(session: string): boolean {
  return `$${process.env['TMUX']?.split(',').at(-1)}` === session;
}

interface Keys {
  readonly prefix: string;
  /** The keys for a command of tmux, as a person reads them. */
  readonly to: (command: string) => string | undefined;
}

async function keysOf(server: TmuxServer, target: string): Promise<Keys> {
  const { stdout } = await tmux(server, [
    ['display-message', '-p', '-t', target, '#{prefix}'],
    ['list-keys', '-T', 'prefix'],
    ['list-keys', '-T', 'root'],
  ]);
  return readKeys(stdout);
}

/** Of the prefix in the first line, and of the bindings of both tables. */
export function readKeys(text: string): Keys {
  const [prefix = '', ...lines] = text.split('\n');
  const bound = lines.flatMap(line => {
    const found = /^bind-key +(?:-\S+ +)*?-T +(prefix|root) +(\S+) +(.*\S)\s*$/.exec(line);
    return found ? [{ table: found[1], key: found[2] ?? '', command: found[3] ?? '' }] : [];
  });
  const isKey = prefix !== '' && prefix !== 'None';
  const keyFor = (table: string, command: string) => {
    const keys = bound.filter(each => each.table === table && each.command === command).map(({ key }) => key);
    return keys.find(key => key === usual[command]) ?? keys[0];
  };
  return {
    prefix,
    to: command => {
      const own = isKey ? keyFor('prefix', command) : undefined;
      if (own !== undefined) return `${spoken(prefix)} ${spoken(own)}`;
      const alone = keyFor('root', command);
      return alone === undefined ? undefined : spoken(alone);
    },
  };
}

/** Where several keys do it. */
const usual: Readonly<Record<string, string>> = {
  'detach-client': 'd',
  'last-window': 'l',
  'switch-client -l': 'L',
};

/** `C-b` as `ctrl+b`; tmux writes some keys with a backslash or in quotes. */
function spoken(key: string): string {
  return key
    .replace(/^\\(?=.)|^["'](.+)["']$/, '$1')
    .replace(/^((?:[CMS]-)*)(.+)$/s, (_whole, modifiers: string, name: string) =>
      [
        ...modifiers
          .split('-')
          .slice(0, -1)
          .map(letter => spelled[letter] ?? letter),
        name,
      ].join('+'),
    );
}

const spelled: Readonly<Record<string, string>> = { C: 'ctrl', M: 'alt', S: 'shift' };
