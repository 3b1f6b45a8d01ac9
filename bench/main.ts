// `npm run bench` measures everything and writes bench/RESULTS.md; `npm run bench -- --only first-frame,key` prints a part.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
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

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const wanted = values.only?.split(',');
const unknown = wanted?.filter(name => parts.every(part => part.name !== name)) ?? [];
if (unknown.length > 0) {
  console.error(
    `bench: no part "${unknown.join(', ')}". There are: ${parts.map(part => part.name).join(', ')}.`,
  );
  process.exit(2);
}

const loadBefore = loadAverage();
const startedAt = Date.now();
const figures: Figure[] = [];
for (const part of parts.filter(({ name }) => !wanted || wanted.includes(name))) {
  console.error(`${part.name} …`);
  figures.push(...(await part.run()));
}
const seconds = Math.round((Date.now() - startedAt) / 1000);
console.log(tableOf(figures));
console.log(`load before the run ${loadBefore}, ${seconds} s`);
if (!wanted) {
  const path = fileURLToPath(new URL('RESULTS.md', import.meta.url));
  await writeFile(path, await resultsText(figures, { loadBefore, seconds }));
}
process.exit(0);
