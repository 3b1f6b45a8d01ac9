import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { nodeProgram } from '../scratch.ts';

/** Prints the MiB of V8's new space after half the objects of a second have outlived a few collections. */
const churn = `
  import { getHeapSpaceStatistics } from 'node:v8';
  let kept = [];
  const beat = setInterval(() => {
    for (let index = 0; index < 6000; index += 1) kept.push({ index, text: 'x' + index, list: [index] });
    if (kept.length > 60_000) kept = [];
  }, 5);
  setTimeout(() => {
    clearInterval(beat);
    const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(space_size / 1024 / 1024);
  }, 1500);`;

test("V8's new space stays small in a process that keeps it so, and only there", () => {
  const keeping = `import { keepYoungHeapSmall } from './src/system/programs/young-heap.ts';
    keepYoungHeapSmall({ lookMs: 1 });${churn}`;
  const [kept, free] = [keeping, churn].map(source => {
    const { stdout, stderr } = spawnSync(process.execPath, [nodeProgram(source)], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return Number(stdout);
  });
  expect(kept).toBeLessThanOrEqual(8);
  expect(free).toBeGreaterThan(8);
});
