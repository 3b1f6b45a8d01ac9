import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const names = readdirSync(dist);
const parts = names.filter(name => /^\w+-\w{8}\.js$/.test(name));

test('V8 takes the code cache of each part, so that nothing is compiled at a start', () => {
  expect(parts).toHaveLength(10);
  const isTaken = (name: string) => {
    const cache = names.find(other => other.startsWith(name.replace('.js', '-')) && other.endsWith('.cache'));
    const cachedData = readFileSync(join(dist, cache ?? 'no cache'));
    return !new Script(readFileSync(join(dist, name), 'latin1'), { cachedData }).cachedDataRejected;
  };
  expect(parts.filter(name => !isTaken(name))).toEqual([]);
});

test('no file has a letter of two bytes, with which V8 compiles at half the speed', () => {
  const wide = names.filter(
    name => /js$/.test(name) && /[^\0-\x7f]/.test(readFileSync(join(dist, name), 'utf8')),
  );
  expect(wide).toEqual([]);
});

test('no part loads a module with import(), which fails in a script from a code cache', () => {
  const left = parts.flatMap(
    name => readFileSync(join(dist, name), 'latin1').match(/\bimport\("[^"]*"\)/g) ?? [],
  );
  expect(left).toEqual([]);
});

test('the program runs without its code cache, and with one of another Node', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'agents-dist-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(dist, copy, { recursive: true });
  const help = async () => (await execa(process.execPath, [join(copy, 'agents.js'), '--help'])).stdout;
  const caches = readdirSync(copy).filter(name => name.endsWith('.cache'));
  for (const cache of caches) {
    const other = readFileSync(join(copy, cache));
    // Bytes 4 to 7 of its head tell the version of V8.
    other.writeUInt32LE(other.readUInt32LE(4) + 1, 4);
    writeFileSync(join(copy, cache), other);
  }
  expect(await help()).toContain('open the view');
  for (const cache of caches) rmSync(join(copy, cache));
  expect(await help()).toContain('open the view');
});

test('without its package for terminals the program says so, and what to do', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'agents-dist-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(dist, join(copy, 'dist'), { recursive: true });
  const env = { HOME: copy, AGENTS_HOME: join(copy, 'home'), PATH: join(copy, 'no-programs') };
  const run = (words: readonly string[], place: string) =>
    execa(process.execPath, [join(place, 'agents.js'), ...words], { env, extendEnv: false, reject: false });
  const words = ['run', '--wait', '--exec', 'echo it lives'];
  expect((await run(words, dist)).stdout).toContain('it lives');
  const failed = await run(words, join(copy, 'dist'));
  expect(failed).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('@lydell/node-pty is missing'),
  });
  const { stdout } = await run(['doctor'], join(copy, 'dist'));
  expect(stdout).toMatch(/^problem +tmux +is not installed, and sessions cannot live in the view either/m);
  expect(stdout).toMatch(/^note +in-process +.*@lydell\/node-pty is not installed$/m);
  await run(['daemon', 'stop'], dist);
});

test('the package for terminals is optional, and of one version: others hand terminals on to every child', () => {
  const text = readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ optionalDependencies: { '@lydell/node-pty': '1.2.0-beta.15' } });
});

test('what several commands need is made once: doctor loads execa for the first program it runs, and never again', async () => {
  const scratch = mkdtempSync(join(tmpdir(), 'agents-dist-'));
  onTestFinished(() => rmSync(scratch, { recursive: true }));
  const counter = join(scratch, 'counter.cjs');
  writeFileSync(
    counter,
    `const fs = require('node:fs'), { readFileSync } = fs;
     let reads = 0;
     fs.readFileSync = (file, ...more) => (/execa-\\w+\\.js$/.test(file) && (reads += 1), readFileSync(file, ...more));
     process.on('exit', () => fs.writeSync(2, 'read ' + reads + ' times\\n'));`,
  );
  const env = { AGENTS_HOME: join(scratch, 'home'), AGENTS_TMUX_SOCKET: `agents-dist-${process.pid}` };
  const doctor = ['--require', counter, join(dist, 'agents.js'), 'doctor'];
  const { stderr } = await execa(process.execPath, doctor, { env, reject: false });
  expect(stderr).toContain('read 1 times');
});
