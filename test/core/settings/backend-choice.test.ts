import { expect, it } from 'vitest';
import { chooseBackend } from '../../../src/core/settings/backend-choice.ts';

it.each([
  ['tmux', true, { backend: 'tmux' }],
  ['auto', true, { backend: 'tmux' }],
  ['in-process', true, { backend: 'in-process' }],
  ['tmux', false, { backend: 'in-process', lacksTmux: true }],
  ['auto', false, { backend: 'in-process', lacksTmux: true }],
  ['in-process', false, { backend: 'in-process' }],
] as const)('%s, with tmux: %s', (setting, hasTmux, choice) => {
  expect(chooseBackend(setting, hasTmux)).toEqual(choice);
});
