import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { loadAverage, quantile } from '../numbers.ts';
import type { Cost } from './cost.ts';
import type { Row } from './scenarios.ts';
import { backendNames } from './terminals.ts';

interface Run {
  readonly loadBefore: string;
  readonly seconds: number;
}

/** What stands in bench/STATES.md: of the machine what explains the numbers, and nothing that names it. */
export function statesText(
  rows: readonly Row[],
  cost: Cost | undefined,
  { loadBefore, seconds }: Run,
): string {
  const tmux = execFileSync('tmux', ['-V'], { encoding: 'utf8' }).trim();
  const machine = `${cpus().length} cores, ${process.platform} ${process.arch}, Node ${process.version}, ${tmux}`;
  const date = new Date().toISOString().slice(0, 10);
  return `# States

\`npm run bench:states\`, ${date}: ${machine}. Load of the machine (1 minute) ${loadBefore} before the run and
${loadAverage()} after it; the run took ${seconds} s.

The real agents (Claude Code 2.1.328, Codex 0.169.0, Gemini CLI 0.61.0, OpenCode 1.18.33) against a model on this
machine that does what the word \`scn-…\` says. The delay runs from the moment at which a plain text on the screen, looked
for every 25 ms and independent of the program's own rules, says so, to the moment at which \`state.json\` does and
stays with it for 1.5 s; 0 when \`state.json\` came first, as it does where hooks tell. A row is right when no state but
work was there in between either. Each row was driven once, in tmux and in the view itself
(in-process) at the same time. Gemini CLI does not show that it retries: there "working" is
all that is expected. A failure for a limit counts as the failure that it is.

${summaryOf(rows)}

${tableOf(rows)}
${cost ? costText(cost) : ''}`;
}

function summaryOf(rows: readonly Row[]): string {
  const each = backendNames.map(name => rows.filter(({ backend }) => backend === name)).filter(isMeasured);
  const delays = each.map(some => some.flatMap(({ delayMs }) => (delayMs === undefined ? [] : [delayMs])));
  const right = each.map(some => some.filter(row => row.right).length);
  const most = delays.map(some => quantile(some, 0.95));
  const line = (name: string, values: readonly string[], target = '') =>
    `| ${[name, ...values, target].join(' | ')} |`;
  return [
    line(
      '',
      each.map(([row]) => row?.backend ?? ''),
      'target',
    ),
    `| --- | ${each.map(() => '---:').join(' | ')} | --- |`,
    line(
      'states right',
      each.map((some, index) => `${right[index]} of ${some.length}`),
      `all ${mark(rows.every(row => row.right))}`,
    ),
    line(
      'delay, median',
      delays.map(some => `${quantile(some, 0.5)} ms`),
    ),
    line(
      'delay, 95 %',
      most.map(value => `${value} ms`),
      `≤ 500 ms ${mark(most.every(value => value <= 500))}`,
    ),
    line(
      'delay, longest',
      delays.map(some => `${Math.max(...some)} ms`),
    ),
  ].join('\n');
}

function isMeasured(some: readonly Row[]): boolean {
  return some.length > 0;
}

function tableOf(rows: readonly Row[]): string {
  const keyOf = ({ agent, scenario, expected }: Row) => [agent, scenario, expected].join(' | ');
  const lines = [...new Set(rows.map(keyOf))].map(key => {
    const cells = backendNames.map(name =>
      cellsOf(rows.find(row => row.backend === name && keyOf(row) === key)),
    );
    return `| ${[key, ...cells].join(' | ')} |`;
  });
  const head = [
    `| agent | scenario | expected | ${backendNames.map(name => `${name} | delay, ms`).join(' | ')} |`,
    `| --- | --- | --- | ${backendNames.map(() => '--- | ---:').join(' | ')} |`,
  ];
  return [...head, ...lines].join('\n');
}

/** What was observed, and how late. */
function cellsOf(row: Row | undefined): string {
  if (!row) return ' | ';
  const { states, delayMs, right, problem } = row;
  const trouble = problem ? ` (${problem.split('\n')[0]})` : '';
  return `${right ? '✓' : '**wrong**'} ${states.join(' → ')}${trouble} | ${delayMs ?? '–'}`;
}

function costText(cost: Cost): string {
  const { changing, still, sessions } = cost;
  const line = (name: string, value: string, target = '') => `| ${name} | ${value} | ${target} |`;
  return `
## What looking costs

${sessions} live sessions, the supervisor as it runs for a person; ${cost.seconds} s with every screen changing each second, then
${cost.seconds} s with none changing. Processor time of the supervisor's process; in brackets with the tmux clients that it runs (and
the shell line that counts them here).

| | measured | target |
| --- | ---: | --- |
${[
  line(
    'processor time for a look, every screen changing',
    `${changing.ownMs.toFixed(1)} ms (${changing.allMs.toFixed(1)})`,
    `≤ 30 ms ${mark(changing.ownMs <= 30)}`,
  ),
  line(
    'processor time for a look, no screen changing',
    `${still.ownMs.toFixed(1)} ms (${still.allMs.toFixed(1)})`,
  ),
  line('looks in that time, changing and still', `${changing.looks} and ${still.looks}`),
  line(
    'tmux started for a look, every screen changing',
    changing.spawnsPerLook.toFixed(2),
    `1 ${mark(changing.spawnsPerLook <= 1.05)} (a list, and a capture of all)`,
  ),
  line(
    'tmux started for a look, no screen changing',
    still.spawnsPerLook.toFixed(2),
    `1 ${mark(still.spawnsPerLook <= 1.05)}`,
  ),
  line('screens read for a look, every screen changing', changing.screensPerLook.toFixed(1)),
  line(
    'screens read for a look, no screen changing',
    still.screensPerLook.toFixed(2),
    `0 ${mark(still.screensPerLook < 0.5)}`,
  ),
].join('\n')}
`;
}

const mark = (isMet: boolean) => (isMet ? '✓' : '**missed**');
