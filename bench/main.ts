// `npm run bench` measures everything and writes bench/RESULTS.md; with `-- --against DIRECTORY`, another checkout with its
// dist/, both in turns, and writes bench/COMPARED.md. With `--only first-frame,key` it prints a part; with `--times 3`
// it measures three times as often as usual (two builds: twice).
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Build, buildIn, ownBuild } from './build.ts';
import { comparedTable, comparedText } from './compared.ts';
import type { Figure, Part } from './figure.ts';
import { loadAverage } from './numbers.ts';
import { idle, memory } from './parts/at-rest.ts';
import { claudeAgents } from './parts/claude-agents.ts';
import { dispatch } from './parts/dispatch.ts';
import { event } from './parts/event.ts';
import { firstFrame } from './parts/first-frame.ts';
import { key } from './parts/key.ts';
import { list } from './parts/list.ts';
import { manyRows } from './parts/many-rows.ts';
import { permission } from './parts/permission.ts';
import { verbStarts } from './parts/verbs.ts';
import { resultsText, tableOf } from './report.ts';

const parts: readonly Part[] = [
  firstFrame,
  key,
  event,
  dispatch,
  permission,
  list,
  verbStarts,
  memory,
  idle,
  manyRows,
  claudeAgents,
];

const { values } = parseArgs({
  options: { only: { type: 'string' }, against: { type: 'string' }, times: { type: 'string' } },
});
const wanted = values.only?.split(',');
const unknown = wanted?.filter(name => parts.every(part => part.name !== name)) ?? [];
if (unknown.length > 0)
  refuse(`no part "${unknown.join(', ')}". There are: ${parts.map(part => part.name).join(', ')}.`);
const builds = values.against === undefined ? [ownBuild] : [oldBuild(values.against), ownBuild];
const times = Number(values.times ?? builds.length);
if (!Number.isInteger(times) || times < 1) refuse(`--times ${values.times}: a whole number, from 1 on`);

const loadBefore = loadAverage();
const startedAt = Date.now();
const figures = builds.map((): Figure[] => []);
for (const part of parts.filter(isWanted)) {
  console.error(`${part.name} …`);
  const measured = await part.run({ builds, times });
  for (const [index, each] of measured.entries()) figures[index]?.push(...each);
}
const run = { loadBefore, seconds: Math.round((Date.now() - startedAt) / 1000) };
const [first = [], second] = figures;
console.log(second ? comparedTable(first, second) : tableOf(first));
console.log(`load before the run ${loadBefore}, ${run.seconds} s`);
if (!wanted && second) await write('COMPARED.md', comparedText(first, second, run));
else if (!wanted) await write('RESULTS.md', resultsText(first, run));
process.exit(0);

function isWanted({ name }: Part): boolean {
  // Of the other program there is one build.
  return wanted ? wanted.includes(name) : builds.length === 1 || name !== claudeAgents.name;
}

function oldBuild(directory: string): Build {
  try {
    return buildIn(directory);
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function refuse(why: string): never {
  console.error(`bench: ${why}`);
  process.exit(2);
}

function write(name: string, text: string): Promise<void> {
  return writeFile(fileURLToPath(new URL(name, import.meta.url)), text);
}
