import { expect, it } from 'vitest';
import { checkIterm2 } from '../../../src/operations/doctor/iterm2.ts';
import { installProgram, type MemoryWorld, memoryWorld } from '../../helpers/memory-world.ts';

function inIterm(it2?: string): MemoryWorld {
  const world = memoryWorld();
  if (it2 !== undefined) installProgram(world, 'it2', it2);
  return { ...world, env: { ...world.env, TERM_PROGRAM: 'iTerm.app' } };
}

const says = (version: string, list: string) =>
  `case "$1" in --version) echo '${version}' ;; session) ${list} ;; *) exit 2 ;; esac`;

it('elsewhere than in iTerm2 nothing is said of it', async () => {
  expect(await checkIterm2(memoryWorld())).toEqual([]);
});

it.each([
  ['it2-missing', undefined, /it2 is not installed.*uv tool install it2/],
  ['it2-other', says('it2 v9 (Go)', 'exit 1'), /is another program of that name/],
  ['it2-api-off', says('it2, version 0.2.3', 'exit 2'), /Python API is off.*Settings, General, Magic/],
  ['it2-fails', says('it2, version 0.2.3', 'exit 127'), /could not be started/],
])('%s is told with what to do', async (code, it2, sentence) => {
  expect(await checkIterm2(inIterm(it2))).toMatchObject([
    { what: 'iterm2', level: 'note', code, says: expect.stringMatching(sentence) },
  ]);
});

it('that it works is told with its version', async () => {
  expect(await checkIterm2(inIterm(says('it2, version 0.2.3', 'echo "[]"')))).toEqual([
    { what: 'iterm2', level: 'ok', says: 'it2 0.2.3 reaches it' },
  ]);
});
