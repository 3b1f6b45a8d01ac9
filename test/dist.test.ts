import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const names = readdirSync(dist);
const nameOf = (pattern: RegExp) => join(dist, names.find(name => pattern.test(name)) ?? `no ${pattern}`);

test('V8 takes the code cache of the program, so that nothing is compiled at its start', () => {
  const program = nameOf(/^program-\w+\.js$/);
  const cachedData = readFileSync(nameOf(/\.cache$/));
  const script = new Script(readFileSync(program, 'latin1'), { filename: program, cachedData });
  expect(script.cachedDataRejected).toBe(false);
});

test('no file has a letter of two bytes, with which V8 compiles at half the speed', () => {
  const wide = names.filter(
    name => /js$/.test(name) && /[^\0-\x7f]/.test(readFileSync(join(dist, name), 'utf8')),
  );
  expect(wide).toEqual([]);
});

test('the program runs without its code cache, and with one of another Node', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'agents-dist-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  cpSync(dist, copy, { recursive: true });
  const help = async () => (await execa(process.execPath, [join(copy, 'agents.js'), '--help'])).stdout;
  const [cache = ''] = readdirSync(copy).filter(name => name.endsWith('.cache'));
  const other = readFileSync(join(copy, cache));
  // Bytes 4 to 7 of its head tell the version of V8.
  other.writeUInt32LE(other.readUInt32LE(4) + 1, 4);
  writeFileSync(join(copy, cache), other);
  expect(await help()).toContain('open the view');
  rmSync(join(copy, cache));
  expect(await help()).toContain('open the view');
});
