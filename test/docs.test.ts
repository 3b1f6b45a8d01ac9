import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { withTables } from '../scripts/readme-tables.ts';
import { settingsSchema } from '../scripts/settings-schema.ts';
import { verbs } from '../src/cli/verbs.ts';
import { states } from '../src/core/session/state.ts';
import { settingKeys } from '../src/core/settings/settings.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const readme = read('README.md');

describe('the documents', () => {
  it('have the keys and verbs of the program in the README; `npm run docs` writes them again', () => {
    expect(readme).toBe(withTables(readme));
  });

  it.each(verbs.map(verb => [verb.name, verb]))('have an example and a usage of agents %s', (name, verb) => {
    expect(verb.example).toMatch(new RegExp(`\\bagents ${name}( |$)`));
    expect(verb.usage).toMatch(new RegExp(`^agents ${name}( |$)`));
    expect(verb.doc).toMatch(/^[A-Z].*[^.]$/);
  });

  it('explain every state', () => {
    expect(states.filter(state => !tableCells(readme).includes(`\`${state}\``))).toEqual([]);
  });

  it('have every setting in the README and in the JSON schema; `npm run docs` writes them again', () => {
    for (const key of settingKeys) expect(readme).toContain(`| \`${key}\` |`);
    expect(read('docs/settings.schema.json')).toBe(settingsSchema());
  });

  it.each(documents)('name no file or folder in %s that is not there', document => {
    expect(pathsIn(read(document)).filter(path => !isThere(path))).toEqual([]);
  });

  it.each(documents)('name no npm script in %s that is not there', document => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(document).matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)];
    expect(named.map(([, run, short]) => run ?? short ?? '').filter(name => !(name in scripts))).toEqual([]);
  });

  it('show pictures that load at once', () => {
    const inDocs = read('docs/screens.md').replaceAll('](', '](docs/');
    const found = `${readme}${inDocs}`.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g);
    const pictures = [...found].map(([, path = '']) => path);
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.filter(path => read(path).length > 150_000)).toEqual([]);
  });

  it('tell the architecture in two pages', () => {
    expect(read('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(120);
  });
});

function read(path: string): string {
  return readFileSync(`${root}/${path}`, 'utf8');
}

function tableCells(text: string): readonly string[] {
  const rows = text.split('\n').filter(line => line.startsWith('|'));
  return rows.flatMap(row => row.split(/[|,]/).map(cell => cell.trim()));
}

/** Links, and words in backquotes that look like a path of the repository. */
function pathsIn(text: string): readonly string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  const links = [...prose.matchAll(/\]\(([^)#]+)\)/g)].map(([, path = '']) => path);
  const words = [...prose.matchAll(/`([\w.-]+(?:\/[\w.-]*)+|[\w.-]+\.(?:tsx?|mjs|md))`/g)];
  return [...links, ...words.map(([, path = '']) => path)].filter(path => !isElsewhere(path));
}

/** On the web; in the state directory or a person's repository; made by the build. */
function isElsewhere(path: string): boolean {
  return /^https?:|^(?:jobs|trash|daemon|reports|dist|\.agents|\.git)(?:\/|$)/.test(path);
}

/** ARCHITECTURE.md and CONTRIBUTING.md leave `src/` out. */
function isThere(path: string): boolean {
  return existsSync(`${root}/${path}`) || existsSync(`${root}/src/${path}`);
}
