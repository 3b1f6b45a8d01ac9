import { expect, test } from 'vitest';
import { countValues } from '../../../src/system/files/count-values.ts';

test.each([
  ['{}', 2],
  ['[1,2,3]', 4],
  ['{"a":"[,{","b\\"{":[[]]}', 5],
  ['"a \\\\", 1', 2],
  ['', 1],
])('counts the values of %s without those that stand in strings', (text, count) => {
  expect(countValues(text)).toBe(count);
});
