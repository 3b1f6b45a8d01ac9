import { type Effective, effective } from '../../core/settings/layers.ts';
import { safeJson } from '../../core/text/safe-output.ts';
import { safeText } from '../../core/text/safe-text.ts';
import type { Paths } from '../../system/files/paths.ts';
import { readProjectLayer, type SettingsReading } from '../../system/settings/read-settings.ts';
import type { Shell } from '../verb.ts';

type Reading = Pick<SettingsReading, 'layers' | 'problems'> & { readonly paths: Paths };

/** Prints every setting as it counts in the directory of the shell. Returns the exit code: 1 where something is wrong. */
export function printSettings(shell: Shell, reading: Reading, json: boolean): number {
  const project = readProjectLayer(shell.cwd());
  const all = effective([...reading.layers, ...(project.layer ? [project.layer] : [])]);
  const problems = [...reading.problems, ...project.problems];
  const files = { user: reading.paths.settings, managed: reading.paths.managedSettings };
  if (json) shell.output.write(`${safeJson({ settings: all, problems, files }, 2)}\n`);
  else shell.output.write(table(all));
  if (!json) for (const problem of problems) shell.writeError(`agents: ${safeText(problem)}\n`);
  return problems.length > 0 ? 1 : 0;
}

function table(all: readonly Effective[]): string {
  const rows = all.map(({ key, value, origin, from }) => [
    key,
    safeText(safeJson(value)),
    from === undefined ? origin : `${origin}, ${safeText(from)}`,
  ]);
  const width = (column: number) => Math.max(...rows.map(row => row[column]?.length ?? 0));
  const [keys, values] = [width(0), Math.min(30, width(1))];
  return rows
    .map(([key = '', value = '', origin = '']) => `${key.padEnd(keys)}  ${value.padEnd(values)}  ${origin}\n`)
    .join('');
}
