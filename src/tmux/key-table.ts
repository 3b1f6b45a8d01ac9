import { askedOnce, tmuxOutput } from './client.ts';
import { commandLine } from './quote.ts';
import type { TmuxServer } from './socket.ts';

/** Raised when the bindings change, so that a server that runs on gets the new ones. */
const edition = '1';
const detach = 'detach-client -E true';

/** Name of the key table for agents whose empty prompt has the cursor in this column. */
export function keyTableName(promptColumn: number | undefined): string {
  return promptColumn === undefined ? 'agents' : `agents-${promptColumn}`;
}

/** Server option that tells which edition of the table is there. */
export function keyTableMark(promptColumn: number | undefined): string {
  return `@${keyTableName(promptColumn)}-keys`;
}

export function isKeyTableReady(markValue: string): boolean {
  return markValue.trim() === edition;
}

/**
 * Fills the table: everything of the root table (mouse, wheel, what the user bound), plus the ways out.
 * `-E` replaces the client by a command, so that no `[detached …]` stays on the person's screen.
 */
export async function fillKeyTable(server: TmuxServer, promptColumn: number | undefined): Promise<void> {
  const root = await tmuxOutput(server, [['list-keys', '-T', 'root']], askedOnce);
  const table = keyTableName(promptColumn);
  const lines = [
    ...copies(root, table),
    commandLine(['bind-key', '-T', table, 'C-z', ...detach.split(' ')]),
    ...(promptColumn === undefined ? [] : [leftBinding(table, promptColumn)]),
    commandLine(['set-option', '-g', keyTableMark(promptColumn), edition]),
  ];
  await tmuxOutput(server, [['source-file', '-']], { input: `${lines.join('\n')}\n`, ...askedOnce });
}

/** Menus are left out: they offer to kill the pane, and some versions list them in a form they cannot read. */
function copies(root: string, table: string): readonly string[] {
  return root
    .split('\n')
    .filter(line => /^bind-key +(-r +)?-T +root /.test(line) && !line.includes('display-menu'))
    .map(line => line.replace(/-T +root /, `-T ${table} `));
}

/** A dead pane takes no key, so there Left always leads out. */
function leftBinding(table: string, promptColumn: number): string {
  const isAtPrompt = `#{&&:#{==:#{cursor_x},${promptColumn}},#{==:#{pane_in_mode},0}}`;
  const condition = `#{||:#{pane_dead},${isAtPrompt}}`;
  return commandLine([
    'bind-key',
    '-T',
    table,
    'Left',
    'if-shell',
    '-F',
    condition,
    detach,
    'send-keys Left',
  ]);
}
