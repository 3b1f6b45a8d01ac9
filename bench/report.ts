import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import type { Figure } from './figure.ts';
import { floorName } from './parts/first-frame.ts';
import { floorOfVerbs } from './parts/list.ts';
import { floorOfStarts } from './parts/verbs.ts';

export interface Run {
  readonly loadBefore: string;
  readonly seconds: number;
}

/** What stands in bench/RESULTS.md: of the machine what explains the numbers, and nothing that names it. */
export function resultsText(figures: readonly Figure[], run: Run): string {
  return `# Results

\`npm run bench\`, ${circumstances(run)}

Programs run in a tmux pane of 120x35 that a control client sends keys to and reads output from; a time ends with the
arrival of the output that made the screen fit. "× Node" is the ratio to the start of Node measured in turns with it.

${tableOf(figures)}
`;
}

/** When and where it was measured. */
export function circumstances({ loadBefore, seconds }: Run): string {
  const tmux = execFileSync('tmux', ['-V'], { encoding: 'utf8' }).trim();
  const machine = `${cpus().length} cores, ${process.platform} ${process.arch}, Node ${process.version}, ${tmux}`;
  const date = new Date().toISOString().slice(0, 10);
  return `${date}: ${machine}. Load of the machine before the run: ${loadBefore} (1 minute); the run took ${seconds} s.`;
}

export function tableOf(figures: readonly Figure[]): string {
  const lines = figures.map(figure => {
    const cells = [
      figure.name,
      shown(figure.value, figure.unit),
      targetText(figure, figures),
      ratioText(figure, figures),
    ];
    return `| ${[...cells, figure.how].join(' | ')} |`;
  });
  return ['| | measured | target | × Node | how |', '| --- | ---: | --- | ---: | --- |', ...lines].join('\n');
}

function targetText(figure: Figure, figures: readonly Figure[]): string {
  const most = mostOf(figure, figures);
  if (most === undefined) return '';
  const verdict = figure.value <= most ? '✓' : '**missed**';
  return `≤ ${shown(most, figure.unit)}${reasonOf(figure)} ${verdict}`;
}

function mostOf({ target, unit, name }: Figure, figures: readonly Figure[]): number | undefined {
  if (!target) return undefined;
  if ('most' in target) return target.most;
  if ('floors' in target) return target.floors * floorFor({ unit, name }, figures);
  // Without the peer on this machine: what was measured of it before.
  return figures.find(figure => figure.name === target.peer)?.value ?? 9;
}

function reasonOf({ target }: Figure): string {
  if (!target || 'most' in target) return '';
  return 'floors' in target ? ` (${target.floors} × Node)` : ' (`claude agents`)';
}

function ratioText(figure: Figure, figures: readonly Figure[]): string {
  const isStart = /first|list --json|^start of `agents/.test(figure.name);
  const ratio = figure.value / floorFor(figure, figures);
  return isStart && Number.isFinite(ratio) ? ratio.toFixed(2) : '';
}

function floorFor({ name }: Pick<Figure, 'name' | 'unit'>, figures: readonly Figure[]): number {
  const isVerb = name.startsWith('start of `agents');
  const wanted = isVerb ? floorOfStarts : name.includes('list --json') ? floorOfVerbs : floorName;
  return figures.find(figure => figure.name === wanted)?.value ?? Number.NaN;
}

export function shown(value: number, unit: Figure['unit']): string {
  const digits = unit === '%' ? 2 : value < 20 ? 1 : 0;
  return `${value.toFixed(digits)} ${unit}`;
}
