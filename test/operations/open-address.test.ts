import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { browserCommand } from '../../src/operations/open-address.ts';
import { scratchDirectory } from '../system/scratch.ts';

const address = 'https://github.com/acme/game/pull/7';

function withPrograms(...names: readonly string[]) {
  const bin = scratchDirectory();
  for (const name of names) writeFileSync(join(bin, name), '#!/bin/sh\n', { mode: 0o755 });
  return { bin, open: (env: object) => browserCommand({ PATH: bin, ...env }, address) };
}

it('the first browser of $BROWSER that is installed opens an address', () => {
  const { bin, open } = withPrograms('firefox', 'lynx');
  expect(open({ BROWSER: 'chrome:firefox:lynx' })).toEqual([join(bin, 'firefox'), address]);
  expect(open({ BROWSER: 'lynx -u %s --now' })).toEqual([join(bin, 'lynx'), '-u', address, '--now']);
});

it('a desktop opens it without that variable', () => {
  const { bin, open } = withPrograms('xdg-open');
  expect(open({ DISPLAY: ':0' })).toEqual([join(bin, 'xdg-open'), address]);
});

it.skipIf(process.platform === 'darwin')(
  'over ssh no text browser is started in the terminal of the view',
  () => {
    expect(withPrograms('xdg-open').open({})).toBeUndefined();
  },
);
