import { expect, it } from 'vitest';
import { partsFor } from '../../src/cli/part-for.ts';

it.each([
  ['', 'view'],
  ['--cwd /tmp', 'view'],
  ['--model opus', 'view'],
  ['demo', 'view'],
  ['pin login', 'records'],
  ['rename login x', 'upkeep'],
  ['stop login', 'upkeep'],
  ['kill login', 'upkeep'],
  ['--help', 'records'],
  ['-h', 'records'],
  ['help run', 'records'],
  ['--version', 'records'],
  ['nosuch', 'records'],
  ['constructor', 'records'],
  ['doctor --json', 'setup'],
  ['run task', 'sessions'],
  ['--bg task', 'sessions'],
  ['daemon status', 'records'],
  ['daemon run', 'supervisor'],
  ['daemon run --takeover', 'supervisor'],
  ['daemon run --help', 'records'],
])('"agents %s" is done by the part %s', (words, part) => {
  expect(partsFor(words.split(' ').filter(Boolean))).toEqual([part]);
});

it('lists sessions and settings from the records alone where that is enough, and with the whole part otherwise', () => {
  for (const verb of ['list', 'ls']) expect(partsFor([verb, '--json'])).toEqual(['records', 'sessions']);
  expect(partsFor(['settings'])).toEqual(['records', 'setup']);
});
