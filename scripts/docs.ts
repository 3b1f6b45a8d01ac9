// `npm run docs`: writes the tables of README.md anew from the program.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { withTables } from './readme-tables.ts';

const path = fileURLToPath(new URL('../README.md', import.meta.url));
const before = await readFile(path, 'utf8');
const after = withTables(before);
if (after === before) console.log('README.md is up to date');
else {
  await writeFile(path, after);
  console.log('README.md: tables written anew');
}
