import { expect, it } from 'vitest';
import { checkTmux, troubleOf } from '../../../src/operations/doctor/tmux.ts';
import { TmuxMissing, TmuxTimeout, TmuxUnreachable } from '../../../src/tmux/client.ts';
import { TmuxTooOld } from '../../../src/tmux/version.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';

it('without tmux sessions live in the view, with what installs it here', async () => {
  expect(await checkTmux(memoryWorld())).toMatchObject([
    {
      ...{ what: 'tmux', level: 'note', code: 'no-tmux' },
      says: 'is not installed: sessions live in the view, and end with it',
      advice: expect.stringContaining('tmux'),
    },
  ]);
});

it('without tmux sessions that start in iTerm2 miss nothing', async () => {
  expect(await checkTmux({ ...memoryWorld(), startsIn: { backend: 'iterm2' } })).toMatchObject([
    { level: 'note', says: 'is not installed: sessions start in iTerm2' },
  ]);
});

it.each([
  ['old-tmux', new TmuxTooOld('no-program', ''), /^INSTALL, or .*set backend in-process$/],
  ['no-tmux', new TmuxMissing('no-program', ''), /^INSTALL$/],
  ['tmux-socket', new TmuxUnreachable('tmux', ''), /^Set TMUX_TMPDIR/],
  ['tmux-silent', new TmuxTimeout('', false), /^Sessions go on/],
  ['tmux', new Error('else'), /^Sessions go on/],
])('%s is told with what to do', (code, error, advice) => {
  expect(troubleOf(error, 'INSTALL')).toEqual({ code, advice: expect.stringMatching(advice) });
});
