// `npm run docs`: writes the tables of the pages and docs/settings.schema.json again from the program.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { pagesWithTables, withTables } from './docs-tables.ts';
import { settingsSchema } from './settings-schema.ts';

for (const page of pagesWithTables) await renew(page, text => withTables(page, text));
await renew('docs/settings.schema.json', settingsSchema);

async function renew(name: string, make: (before: string) => string): Promise<void> {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url));
  const before = await readFile(path, 'utf8').catch(() => '');
  const after = make(before);
  if (after !== before) await writeFile(path, after);
  console.log(after === before ? `${name} is up to date` : `${name}: written again`);
}
