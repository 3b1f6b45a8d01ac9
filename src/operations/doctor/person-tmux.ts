import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, note, ok } from '../../core/doctor/finding.ts';
import type { FindingCode } from '../../core/doctor/finding-codes.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { hasTmux } from '../../system/programs/require-tmux.ts';
import { readServerOptions, type ServerOptions } from '../../tmux/read-options.ts';
import type { World } from '../context/world.ts';

const what = 'your tmux';
const names = ['history-limit', 'mouse', 'default-terminal', 'terminal-features', 'terminal-overrides'];

/** A server of ours keeps so many lines, too. */
const usualLines = 50_000;
const shortLines = 10_000;

/** Where sessions start on the server of the person's: what works less well there than on one of ours. */
export async function checkPersonTmux({ settings, socket, env }: World): Promise<readonly Finding[]> {
  if (settings['tmux.server'] !== 'default' || !hasTmux(env)) return [];
  // That it does not answer is told where tmux is examined.
  const server = await readServerOptions({ socket }, names).catch(() => undefined);
  return server ? adviseOn(server, configurationFile(env, server.files)) : [];
}

/** Its findings; `file` is where a person adds lines. */
export function adviseOn(server: ServerOptions, file: string): readonly Finding[] {
  const lacks = (code: FindingCode, says: string, line: string) =>
    note(what, { code, says, advice: `Add to ${file}: ${line}` });
  const option = (name: string) => server.options.get(name) ?? '';
  const lines = Number(option('history-limit'));
  const terminal = option('default-terminal');
  const findings = [
    ...(lines < shortLines
      ? [
          lacks(
            'short-history',
            `keeps ${lines} lines of a session to scroll back`,
            `set -g history-limit ${usualLines}`,
          ),
        ]
      : []),
    ...(isOn(option('mouse'))
      ? []
      : [lacks('mouse-off', 'has the mouse off: the wheel does not scroll a session', 'set -g mouse on')]),
    ...(/256color|direct/.test(terminal)
      ? []
      : [
          lacks(
            'few-colours',
            `tells programs that they have few colours (default-terminal ${safeText(terminal)})`,
            'set -g default-terminal "tmux-256color"',
          ),
        ]),
    ...(hasTrueColour(server)
      ? []
      : [
          lacks(
            'few-colours',
            'passes 256 colours on, not 16 million, if your terminal has them',
            `set -as terminal-features ",${lookedAtFrom(server)}:RGB"`,
          ),
        ]),
  ];
  return findings.length > 0 ? findings : [ok(what, 'history, mouse and colours are set as sessions need')];
}

function isOn(value: string): boolean {
  return value === 'on' || value === '1';
}

/** Entries such as `xterm*:RGB:title`, and `xterm*:Tc` from before 3.2; the terminals that look now say themselves. */
function hasTrueColour({ options, clients }: ServerOptions): boolean {
  const entries = ['terminal-features', 'terminal-overrides'].flatMap(name =>
    (options.get(name) ?? '').split(/[\n,]/).filter(Boolean),
  );
  const patterns = entries.flatMap(entry => {
    const [pattern = '', ...features] = entry.trim().split(':');
    return features.some(feature => feature === 'RGB' || feature === 'Tc') ? [pattern] : [];
  });
  if (clients.length === 0) return patterns.length > 0;
  return clients.every(
    ({ terminal, features }) =>
      features.includes('RGB') || patterns.some(pattern => patternFits(pattern, terminal)),
  );
}

/** As fnmatch does it; `*` and `?` are all that stands in such entries. */
function patternFits(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`).test(name);
}

/** The name of the terminal that lacks them, or any where that is not known. */
function lookedAtFrom({ clients }: ServerOptions): string {
  const name = clients.find(({ features }) => !features.includes('RGB'))?.terminal ?? '';
  return /^[\w.+-]{1,40}$/.test(name) ? name : '*';
}

/** The one that it has read, as far as it tells; else the one that is there, or the usual one. */
function configurationFile(env: NodeJS.ProcessEnv, files: readonly string[]): string {
  const home = env['HOME'] ?? '';
  const own = files.filter(file => file.startsWith(`${home}/`)).at(-1);
  const modern = join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'tmux/tmux.conf');
  const found = own ?? (existsSync(modern) ? modern : join(home, '.tmux.conf'));
  return safeText(found.startsWith(`${home}/`) ? `~${found.slice(home.length)}` : found);
}
