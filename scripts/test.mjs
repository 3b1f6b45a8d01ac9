// `npm test`: build, typecheck, lint, tests, in this order; the last line says `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, execPath, exit } from 'node:process';

const scratch = mkdtempSync(join(tmpdir(), 'agents-test-'));
const results = join(scratch, 'results.json');
const reporters = ['default', 'json', './scripts/flaky-reporter.mjs'].map(name => `--reporter=${name}`);
const vitest = ['vitest', 'run', ...reporters, `--outputFile.json=${results}`];

const steps = [
  { name: 'build', command: [execPath, 'scripts/build.mjs'] },
  { name: 'typecheck', command: ['tsc', '--noEmit', '-p', '.'] },
  { name: 'lint', command: ['biome', 'ci', '--colors=off'] },
  { name: 'tests', command: [...vitest, ...argv.slice(2)] },
];

const failedSteps = steps.filter(step => !run(step)).map(step => step.name);
const { passed, failed } = count();
rmSync(scratch, { recursive: true });

const failedChecks = failedSteps.filter(name => name !== 'tests');
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}.`);
// A step that failed counts as a failure of its own, so that a red run can never end in "0 failed".
const hidden = failedSteps.includes('tests') && failed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed + failedChecks.length + hidden} failed`);
exit(failedSteps.length > 0 ? 1 : 0);

function run({ name, command }) {
  const [program, ...parameters] = command;
  const startedAt = Date.now();
  const { status, error } = spawnSync(program, parameters, { stdio: 'inherit' });
  if (error) console.error(`${name}: ${program} could not start: ${error.message}. Run npm ci first.`);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
  return status === 0;
}

function count() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(results, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
