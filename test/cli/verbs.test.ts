import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { verbs } from '../../src/cli/verbs.ts';

const folder = fileURLToPath(new URL('../../src/cli/verbs', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => basename(file));

it.each(verbs.map(({ name }) => name))('agents %s has a file of its own name', name => {
  expect(files).toContain(`${name}.ts`);
});
