import { rmSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rememberBackground, rememberedBackground } from '../../../../src/system/store/view/backgrounds.ts';
import { scratchPaths } from '../../scratch.ts';

const env = { TERM: 'xterm-256color' };

it('knows the background of each kind of terminal, and does not end the view where it cannot be kept', () => {
  const paths = scratchPaths();
  rememberBackground(paths, env, 'light');
  expect(rememberedBackground(paths, env)).toBe('light');
  expect(rememberedBackground(paths, { TERM: 'other' })).toBeUndefined();
  // As on a full disk, nothing can be written there.
  rmSync(paths.home, { recursive: true });
  writeFileSync(paths.home, '');
  expect(() => rememberBackground(paths, env, 'dark')).not.toThrow();
});
