import { tmuxPlace } from '../../src/backends/tmux/place.ts';
import type { TerminalFact } from '../../src/core/screen/screen.ts';
import type { Spec } from '../../src/core/session/session.ts';

/** A session of Claude Code as it was dispatched, and the pane in which it runs. */
export const spec: Spec = {
  version: 1,
  id: 'a1b2c3d4',
  kind: 'background',
  agent: 'claude',
  name: 'n',
  slug: 'n',
  cwd: '/p',
  flags: [],
  createdAt: 0,
  firstLine: 'do it',
  sessionId: '11111111-2222-4333-8444-555555555555',
};

export const pane: TerminalFact = {
  id: spec.id,
  place: tmuxPlace({ socket: 'agents', session: '$1', pane: '%1' }),
  dead: false,
  pid: 100,
  command: 'claude',
  cursorX: 2,
  cursorY: 42,
  width: 140,
  height: 45,
  inMode: false,
  alternate: true,
  activityAt: 0,
  attached: 0,
  questionNumber: 0,
};
