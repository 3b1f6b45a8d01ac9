import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ownHolder } from '../../../src/system/processes/lock-file.ts';
import { draftFile, removeDeadDrafts, takeDraft } from '../../../src/system/programs/editor.ts';
import { scratchPaths } from '../scratch.ts';

it('takes what the editor left and removes the draft, with the files of a killed editor beside it', () => {
  const paths = scratchPaths();
  const file = draftFile(paths, 'before');
  writeFileSync(file, 'after\n');
  writeFileSync(join(dirname(file), '.prompt.md.swp'), '');
  expect(takeDraft(paths, file)).toBe('after');
  const gone = draftFile(paths, 'before');
  rmSync(gone);
  expect(() => takeDraft(paths, gone)).toThrow('The editor left no text; the line is as it was.');
  expect(readdirSync(paths.home).filter(name => name.startsWith('draft-'))).toEqual([]);
});

it('removes the drafts of views that were killed, and leaves those that are being written', () => {
  const paths = scratchPaths();
  const own = draftFile(paths, 'still being written');
  const dead = dirname(draftFile(paths, 'of a killed view'));
  const { pid } = spawnSync('true');
  writeFileSync(join(dead, 'owner.json'), JSON.stringify({ ...ownHolder(), pid }));
  const [fresh, old] = ['draft-fresh', 'draft-old'].map(name => join(paths.home, name)) as [string, string];
  for (const directory of [fresh, old]) mkdirSync(directory);
  utimesSync(old, 1000, 1000);
  removeDeadDrafts(paths, Date.now());
  expect([own, dead, fresh, old].map(path => existsSync(path))).toEqual([true, false, true, false]);
});
