import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProgram } from '../../../src/system/programs/find-program.ts';
import { scratchDirectory } from '../scratch.ts';

test('the first executable file on PATH is found', () => {
  const root = scratchDirectory();
  const [a, b] = [join(root, 'a'), join(root, 'b')];
  mkdirSync(join(a, 'tool'), { recursive: true });
  mkdirSync(b);
  writeFileSync(join(a, 'plain'), '', { mode: 0o644 });
  for (const name of ['tool', 'plain']) writeFileSync(join(b, name), '', { mode: 0o755 });
  const env = { PATH: `${a}:${b}` };
  expect(findProgram('tool', env)).toBe(join(b, 'tool'));
  expect(findProgram('plain', env)).toBe(join(b, 'plain'));
  expect(findProgram('other', env)).toBeUndefined();
  expect(findProgram(join(b, 'tool'), {})).toBe(join(b, 'tool'));
});

test('relative and empty parts of PATH are passed over', () => {
  expect(findProgram('package.json', { PATH: ':.:' })).toBeUndefined();
  expect(findProgram('', { PATH: '/bin' })).toBeUndefined();
  expect(findProgram('sh', {})).toBeUndefined();
});
