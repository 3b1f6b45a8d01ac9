import type { AgentEvent } from '../../src/core/agents/agent.ts';
import { observe } from '../../src/core/observe/observe.ts';
import type { Observation } from '../../src/core/observe/observe-facts.ts';
import type { PaneFact, Screen } from '../../src/core/observe/screen.ts';
import type { Conclusion, Spec } from '../../src/core/sessions/session.ts';
import { recordedScreen } from './agents/recorded.ts';

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

export const shellSpec: Spec = { ...spec, kind: 'exec', agent: 'shell', command: 'make' };

export const pane: PaneFact = {
  id: spec.id,
  pane: '%1',
  session: '$1',
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

export const place = { socket: 'agents', session: '$1', pane: '%1' };

export const bash = { tool_name: 'Bash', tool_input: { command: 'npm test' } };

export function event(name: string, at: number, data: Record<string, unknown> = {}): AgentEvent {
  return { name, at, data };
}

export function lines(...text: readonly string[]): Screen {
  return { lines: text, title: '', cursorX: 0, cursorY: 0, width: 80, height: text.length };
}

/** One look: a second after the one before, with what is new. `screen` names a recorded one. */
export type Look = Omit<Partial<Observation>, 'screen'> & { readonly screen?: string | Screen };

/** The conclusions of several looks at one session. */
export function watch(looks: readonly Look[]): readonly Conclusion[] {
  const seen: Conclusion[] = [];
  looks.forEach((look, index) => {
    const { screen, ...rest } = look;
    const read = typeof screen === 'string' ? recordedScreen(screen) : screen;
    const base = {
      now: (index + 1) * 1000,
      spec,
      marks: { version: 1 } as const,
      pane,
      place,
      serverGone: false,
      events: [],
    };
    seen.push(observe({ ...base, ...rest, screen: read, previous: seen.at(-1) }));
  });
  return seen;
}

/** `state`, and what decided, of each look. */
export function verdicts(looks: readonly Look[]): readonly string[] {
  return watch(looks).map(
    ({ state, evidence }) => `${state} by ${evidence.find(each => each.decided)?.rule}`,
  );
}
