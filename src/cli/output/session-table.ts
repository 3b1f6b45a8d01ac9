import { parseArgs } from 'node:util';
import { familyOrder, type Relative } from '../../core/family/family.ts';
import { summaryForShell } from '../../core/lifecycle/restart-words.ts';
import { mostUrgent, pullUrl } from '../../core/pulls/pulls.ts';
import { displayName } from '../../core/session/display-name.ts';
import { listEntry } from '../../core/session/list-entry.ts';
import type { Session } from '../../core/session/session.ts';
import { rowSummary } from '../../core/session/trouble.ts';
import { age } from '../../core/text/age.ts';
import { hyperlink } from '../../core/text/link.ts';
import { safeJson } from '../../core/text/safe-output.ts';
import { clip, pad, safeText } from '../../core/text/safe-text.ts';
import { badgeColumn, badgeText } from '../../ui/list/pull-badge.ts';
import { sessionsIn } from '../arguments/sessions-in.ts';
import type { Shell } from '../verb.ts';

/** Prints sessions as `agents list` was asked to: a table or JSON, all or with `--live` those whose process lives. */
export function printSessions(words: readonly string[], shell: Shell, sessions: readonly Session[]): number {
  const { values } = parseArgs({
    args: [...words],
    options: {
      json: { type: 'boolean' },
      live: { type: 'boolean' },
      tree: { type: 'boolean' },
      cwd: { type: 'string' },
    },
  });
  const there = sessionsIn(shell, sessions, values.cwd);
  const shown = values.live ? there.filter(({ status }) => status.process === 'alive') : there;
  const ordered = [...shown].sort((a, b) => b.spec.createdAt - a.spec.createdAt);
  if (values.json)
    shell.output.write(
      `${safeJson(
        ordered.map(session => listEntry(session)),
        2,
      )}\n`,
    );
  else if (values.cwd !== undefined && there.length === 0) shell.output.write('No sessions there.\n');
  else shell.output.write(table(values.tree ? familyOrder(ordered) : ordered.map(flat), shell));
  return 0;
}

function flat(session: Session): Relative {
  return { session, depth: 0 };
}

function table(relatives: readonly Relative[], { now, output }: Shell): string {
  if (relatives.length === 0) return 'No sessions. Start one: agents run "<task>"\n';
  const columns = output.columns || 120;
  const rows = relatives.map(({ session, depth }) => ({
    session,
    name: `${depth > 0 ? `${'  '.repeat(depth - 1)}└ ` : ''}${clip(safeText(displayName(session)), 32)}`,
  }));
  const nameCells = Math.max(...rows.map(row => row.name.length), 4);
  const badgeCells = badgeColumn(relatives.map(({ session }) => session));
  return rows
    .map(({ session, name }) => {
      const { status } = session;
      const since = now() - status.since;
      const isOpen = status.state === 'working' || status.state === 'needs-input';
      const start = `${session.id}  ${pad(status.state, 11)}  ${pad(name, nameCells)}  `;
      const end = age(since, !isOpen);
      const badge = badgeCells > 0 ? `  ${badgeCell(session, badgeCells, output.isTTY)}` : '';
      const taken = start.length + end.length + 2 + (badgeCells > 0 ? badgeCells + 2 : 0);
      const room = Math.max(10, columns - taken);
      return `${start}${pad(clip(safeText(summaryForShell(rowSummary(status))), room), room)}${badge}  ${end}\n`;
    })
    .join('');
}

/** A script reads the text; a terminal gets a link. */
function badgeCell({ pulls = [] }: Session, width: number, isTTY: boolean): string {
  const text = badgeText(pulls);
  const shown = isTTY ? mostUrgent(pulls) : undefined;
  return ' '.repeat(width - text.length) + (shown ? hyperlink(pullUrl(shown), text) : text);
}
