import { expect, it } from 'vitest';
import { riskyModeIn } from '../../../src/core/lifecycle/risky-modes.ts';

it.each([
  ['--dangerously-skip-permissions', 'bypassPermissions'],
  ['--allow-dangerously-skip-permissions', 'bypassPermissions'],
  ['--permission-mode bypassPermissions', 'bypassPermissions'],
  ['--permission-mode=auto', 'auto'],
  ['--permission-mode auto --permission-mode bypassPermissions', 'bypassPermissions'],
  ['-s danger-full-access -a never', 'bypassPermissions'],
  ['-c sandbox_mode="danger-full-access"', 'bypassPermissions'],
  ['--approval-mode yolo', 'bypassPermissions'],
  ['--permission-mode plan', undefined],
  ['-s workspace-write -a never', undefined],
  ['--model auto', undefined],
  ['', undefined],
])('reads from the words "%s" that a session would run in the mode %s', (words, mode) => {
  expect(riskyModeIn(words.split(' '))).toBe(mode);
});
