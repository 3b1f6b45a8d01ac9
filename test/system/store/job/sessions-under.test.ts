import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sessionsUnder } from '../../../../src/system/store/job/sessions-under.ts';
import { aSession } from '../../../helpers/sessions.ts';
import { scratchDirectory } from '../../scratch.ts';

it('has the sessions at and below a directory, by whatever path they were started', () => {
  const home = scratchDirectory();
  for (const name of ['shop/api', 'shopping']) mkdirSync(join(home, name), { recursive: true });
  symlinkSync(join(home, 'shop'), join(home, 'link'));
  const sessions = ['shop', 'shop/api', 'link/api', 'shopping', 'nowhere'].map(name =>
    aSession(name, { spec: { cwd: join(home, name) } }),
  );
  const under = (path: string) => sessionsUnder(sessions, path).map(({ id }) => id);
  expect(under(join(home, 'shop'))).toEqual(['shop', 'shop/api', 'link/api']);
  expect(under('/')).toHaveLength(5);
  rmSync(join(home, 'shop'), { recursive: true });
  expect(under(join(home, 'shop'))).toEqual(['shop', 'shop/api', 'link/api']);
});
