import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { pagesWithTables, withTables } from '../scripts/docs-tables.ts';
import { settingsSchema } from '../scripts/settings-schema.ts';
import { verbs } from '../src/cli/verbs.ts';
import { agents } from '../src/core/agents/index.ts';
import { states } from '../src/core/session/state.ts';
import { settingKeys } from '../src/core/settings/settings.ts';
import { helpGroups } from '../src/ui/view/help-lines.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const pages = readdirSync(join(root, 'docs'))
  .filter(name => name.endsWith('.md'))
  .map(name => `docs/${name}`);
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pages];

describe('the documents', () => {
  it.each(pagesWithTables)('have the tables of the program in %s; `npm run docs` writes them again', page => {
    expect(read(page)).toBe(withTables(page, read(page)));
  });

  it('have every key', () => {
    const groups = [...helpGroups('list'), ...helpGroups('peek')];
    const rows = groups.flatMap(({ entries }) => entries.map(([keys, doc]) => `| ${keys} | ${doc} |`));
    const page = read('docs/keys.md');
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.filter(row => !page.includes(row))).toEqual([]);
  });

  it.each(verbs.map(verb => [verb.name, verb]))('have an example and a usage of agents %s', (name, verb) => {
    expect(verb.example).toMatch(new RegExp(`\\bagents ${name}( |$)`));
    expect(verb.usage).toMatch(new RegExp(`^agents ${name}( |$)`));
    expect(verb.doc).toMatch(/^[A-Z].*[^.]$/);
    expect(read('docs/verbs.md')).toContain(`### agents ${name}\n\n${verb.doc}.\n`);
  });

  it('explain every state', () => {
    expect(states.filter(state => !read('docs/states.md').includes(`| \`${state}\` |`))).toEqual([]);
  });

  it('tell of every agent that is built in', () => {
    const rows = agents
      .filter(({ name }) => name !== 'shell')
      .map(one => `| ${one.label} | \`${one.name}\` |`);
    expect(rows.filter(row => !read('docs/agents.md').includes(row))).toEqual([]);
  });

  it('have every setting in its page and in the JSON schema; `npm run docs` writes them again', () => {
    for (const key of settingKeys) expect(read('docs/settings.md')).toContain(`| \`${key}\` |`);
    expect(read('docs/settings.schema.json')).toBe(settingsSchema());
  });

  it.each(documents)('have no link in %s that leads nowhere', document => {
    expect(linksIn(read(document)).filter(link => !leadsSomewhere(document, link))).toEqual([]);
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
    const pictures = readdirSync(join(root, 'docs')).filter(name => name.endsWith('.svg'));
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.filter(name => read(`docs/${name}`).length > 150_000)).toEqual([]);
  });

  it('tell the architecture in two pages', () => {
    expect(read('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(120);
  });
});

describe('the README', () => {
  const readme = read('README.md');

  it('is read in five minutes', () => {
    expect(readme.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(1500);
  });

  it('leads to every page', () => {
    expect(pages.filter(page => !readme.includes(`](${page})`))).toEqual([]);
  });

  it('is installed with all that it leads to', () => {
    const { files } = JSON.parse(read('package.json')) as { files: readonly string[] };
    const targets = linksIn(readme).map(link => link.split(/[#/]/)[0] ?? '');
    expect(targets.filter(target => target !== '' && !files.includes(target))).toEqual([]);
  });
});

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Where links and pictures lead, but for those to the web. */
function linksIn(text: string): readonly string[] {
  const links = [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter(link => !/^https?:/.test(link));
}

/** A file beside the document, and in it the heading that is named after the `#`. */
function leadsSomewhere(document: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? document : join(dirname(document), path);
  if (!existsSync(join(root, target))) return false;
  return anchor === undefined || anchorsIn(read(target)).includes(anchor);
}

/** As GitHub makes them: small letters, no punctuation, a number from the second of the same words on. */
function anchorsIn(text: string): readonly string[] {
  const headings = [...withoutCode(text).matchAll(/^#{1,6} +(.+)$/gm)].map(([, words = '']) => words);
  const anchors = headings.map(words =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  );
  return anchors.map((anchor, at) => {
    const before = anchors.slice(0, at).filter(other => other === anchor).length;
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

/** Words in backquotes that look like a path of the repository. */
function pathsIn(text: string): readonly string[] {
  const words = withoutCode(text).matchAll(/`([\w.-]+(?:\/[\w.-]*)+|[\w.-]+\.(?:tsx?|mjs|md))`/g);
  return [...words].map(([, path = '']) => path).filter(path => !isElsewhere(path));
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '');
}

/** In the state directory or a person's repository; made by the build. */
function isElsewhere(path: string): boolean {
  return /^(?:jobs|trash|daemon|reports|dist|\.agents|\.git)(?:\/|$)/.test(path);
}

/** ARCHITECTURE.md and CONTRIBUTING.md leave `src/` out. */
function isThere(path: string): boolean {
  return existsSync(join(root, path)) || existsSync(join(root, 'src', path));
}
