import { expect, test } from 'vitest';
import { fuzzy } from '../../../src/core/find/fuzzy.ts';
import { aSession } from '../../helpers/sessions.ts';

const sessions = [
  aSession('aaaaaaaa', {
    spec: { name: 'power-up design', cwd: '/srv/shop' },
    status: { summary: 'jump?' },
  }),
  aSession('bbbbbbbb', { spec: { name: 'collision detection' }, status: { summary: 'the shop opens' } }),
  aSession('cccccccc', { spec: { name: 'shop', agent: 'codex' }, status: { summary: 'x' } }),
];
const found = (query: string) => fuzzy.rank(query, sessions).map(({ id }) => id);

test('finds by name before summary and directory', () => {
  expect(found('shop')[0]).toBe('cccccccc');
  expect(found('shop')).toHaveLength(3);
});

test('finds by beginnings of words, by words in any order, in different texts, and by agent', () => {
  expect(found('pdes')).toEqual(['aaaaaaaa']);
  expect(found('opens coll')).toEqual(['bbbbbbbb']);
  expect(found('codex')).toEqual(['cccccccc']);
});

test('finds nothing where the letters are only strewn about', () => {
  expect(found('zzz')).toEqual([]);
  expect(found('aeo')).toEqual([]);
});

test('tells which letters fit', () => {
  expect(fuzzy.letters('pdes', 'power-up design')).toEqual([0, 9, 10, 11]);
  expect(fuzzy.letters('zz', 'power-up')).toEqual([]);
});

test('a letter more costs little with a thousand rows', () => {
  const many = Array.from({ length: 1000 }, (_, index) =>
    aSession(`${index}`.padStart(8, '0'), { status: { summary: 'Edit src/physics/CollisionSystem.ts' } }),
  );
  const costMs = () => {
    const before = process.cpuUsage();
    for (const query of ['co', 'col', 'coll', 'colli', 'name', 'name 9']) fuzzy.rank(query, many);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / 6;
  };
  // The least: what the process compiles and clears away beside it is no cost of a letter.
  expect(Math.min(...[1, 2, 3, 4].map(costMs))).toBeLessThan(40);
});
