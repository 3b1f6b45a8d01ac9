import { describe, expect, it } from 'vitest';
import {
  type Around,
  type BackendSetting,
  chooseBackend,
} from '../../../src/core/settings/backend-choice.ts';

const bare: Around = { isInTmux: false, isInIterm: false, hasTmux: false, hasIt2: false };
const view = { backend: 'in-process', lacksTmux: true } as const;

describe('auto: each leaf of the tree', () => {
  it.each<[string, Partial<Around>, object]>([
    ['in tmux', { isInTmux: true, hasTmux: true }, { backend: 'tmux' }],
    [
      'in tmux in iTerm2',
      { isInTmux: true, isInIterm: true, hasTmux: true, hasIt2: true },
      { backend: 'tmux' },
    ],
    ['in iTerm2 with it2', { isInIterm: true, hasIt2: true }, { backend: 'iterm2' }],
    ['in iTerm2 with it2 and tmux', { isInIterm: true, hasIt2: true, hasTmux: true }, { backend: 'iterm2' }],
    ['in iTerm2, tmux alone', { isInIterm: true, hasTmux: true }, { backend: 'tmux', lacksIt2: true }],
    ['in iTerm2, neither', { isInIterm: true }, { ...view, lacksIt2: true }],
    ['elsewhere with tmux', { hasTmux: true }, { backend: 'tmux' }],
    ['elsewhere with it2 alone', { hasIt2: true }, view],
    ['nothing', {}, view],
    ['in a tmux that is not on PATH', { isInTmux: true }, view],
  ])('%s', (_where, around, choice) => {
    expect(chooseBackend('auto', { ...bare, ...around })).toEqual(choice);
  });

  it.each<[BackendSetting, Partial<Around>, object]>([
    ['in-process', { hasTmux: true, isInTmux: true }, { backend: 'in-process' }],
    ['tmux', { isInIterm: true, hasIt2: true, hasTmux: true }, { backend: 'tmux' }],
    ['tmux', {}, view],
    ['iterm2', { hasTmux: true }, { backend: 'iterm2' }],
    ['auto', { isInIterm: true, hasIt2: true }, { backend: 'iterm2' }],
  ])('Claude Code’s own word %s counts before it', (claude, around, choice) => {
    expect(chooseBackend('auto', { ...bare, ...around, claude })).toEqual(choice);
  });
});

describe('what is asked for', () => {
  it.each<[BackendSetting, Partial<Around>, object]>([
    ['tmux', { hasTmux: true }, { backend: 'tmux' }],
    ['tmux', { hasTmux: true, isInIterm: true, hasIt2: true }, { backend: 'tmux' }],
    ['tmux', {}, view],
    ['in-process', { hasTmux: true }, { backend: 'in-process' }],
    ['in-process', {}, { backend: 'in-process' }],
    ['iterm2', { hasTmux: true }, { backend: 'iterm2' }],
  ])('%s outweighs all that is around', (setting, around, choice) => {
    expect(chooseBackend(setting, { ...bare, ...around })).toEqual(choice);
    expect(chooseBackend(setting, { ...bare, ...around, claude: 'in-process' })).toEqual(choice);
  });
});
