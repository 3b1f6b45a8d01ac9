import { expect, it } from 'vitest';
import { readFrontmatter, readTomlDescription } from '../../../src/core/catalog/frontmatter.ts';

it.each<[string, object]>([
  [
    '---\nname: reviewer\ndescription: Finds bugs\n---\ntext',
    { name: 'reviewer', description: 'Finds bugs' },
  ],
  ['---\r\nname: a\r\n---\r\n', { name: 'a' }],
  ['---\ndescription: Use it so: "now": yes\n---', { description: 'Use it so: "now": yes' }],
  ['---\ndescription: "A \\"good\\" one"\n---', { description: 'A "good" one' }],
  ["---\ndescription: 'It''s so'\n---", { description: "It's so" }],
  ['---\ndescription: >-\n  one\n  two\nname: b\n---', { description: 'one two', name: 'b' }],
  ['---\ntools:\n  - Read\n  - Write\n---', { tools: '- Read - Write' }],
  ['---\nname: cut off', { name: 'cut off' }],
  ['# No frontmatter\nname: x', {}],
  ['', {}],
])('reads %j', (text, expected) => {
  expect(readFrontmatter(text)).toEqual(expected);
});

it('reads the description of a TOML file, however it is quoted', () => {
  expect(readTomlDescription('prompt = "x"\ndescription = "Say \\"hi\\""')).toBe('Say "hi"');
  expect(readTomlDescription("description = 'one'")).toBe('one');
  expect(readTomlDescription('description = """\nlong\n"""')).toBe('long');
  expect(readTomlDescription('prompt = "description"')).toBe('');
});
