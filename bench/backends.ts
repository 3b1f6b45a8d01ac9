// `npm run bench:backends` measures tmux and in-process in turns and writes bench/BACKENDS.md; `-- --only start,attach`
// prints a part, `-- --small` measures little of everything, to see that it works.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { atWork } from './backends/at-work.ts';
import { attach } from './backends/attach.ts';
import { memory } from './backends/memory.ts';
import { peek } from './backends/peek.ts';
import { backendsTable, backendsText } from './backends/report.ts';
import { start } from './backends/start.ts';
import type { BackendFigure, BackendPart } from './backends/subject.ts';
import { throughput } from './backends/throughput.ts';
import { loadAverage } from './numbers.ts';

const parts: Readonly<Record<string, BackendPart>> = { start, peek, attach, throughput, memory, atWork };
const { values } = parseArgs({ options: { only: { type: 'string' }, small: { type: 'boolean' } } });
const wanted = values.only?.split(',') ?? Object.keys(parts);
const unknown = wanted.filter(name => !(name in parts));
if (unknown.length > 0) {
  console.error(`bench: no part "${unknown.join(', ')}". There are: ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const loadBefore = loadAverage();
const startedAt = Date.now();
const figures: BackendFigure[] = [];
for (const name of wanted) {
  console.error(`${name} …`);
  figures.push(...((await parts[name]?.(values.small === true)) ?? []));
}
console.log(backendsTable(figures));
const run = { loadBefore, seconds: Math.round((Date.now() - startedAt) / 1000) };
console.log(`load before the run ${loadBefore}, ${run.seconds} s`);
if (!values.only && !values.small)
  writeFileSync(fileURLToPath(new URL('BACKENDS.md', import.meta.url)), backendsText(figures, run));
process.exit(figures.every(({ isRight }) => isRight !== false) ? 0 : 1);
