import type { AgentEvent } from '../../../src/core/events/agent-event.ts';
import { observe } from '../../../src/core/observe/observe.ts';
import type { Observation } from '../../../src/core/observe/observe-facts.ts';
import type { Screen } from '../../../src/core/screen/screen.ts';
import type { Spec, Status } from '../../../src/core/session/session.ts';
import { pane, spec } from '../../helpers/sample-session.ts';
import { recordedScreen } from '../agents/recorded.ts';

export { pane, spec };

export const shellSpec: Spec = { ...spec, kind: 'exec', agent: 'shell', command: 'make' };

export const { place } = pane;

export const bash = { tool_name: 'Bash', tool_input: { command: 'npm test' } };

export function event(name: string, at: number, data: Record<string, unknown> = {}): AgentEvent {
  return { name, at, data };
}

export function lines(...text: readonly string[]): Screen {
  return { lines: text, title: '', cursorX: 0, cursorY: 0, width: 80, height: text.length };
}

/** One look: a second after the one before, with what is new. `screen` names a recorded one. */
export type Look = Omit<Partial<Observation>, 'screen'> & { readonly screen?: string | Screen };

/** The statuses of several looks at one session. */
export function watch(looks: readonly Look[]): readonly Status[] {
  const seen: Status[] = [];
  looks.forEach((look, index) => {
    const { screen, ...rest } = look;
    const read = typeof screen === 'string' ? recordedScreen(screen) : screen;
    const base = {
      now: (index + 1) * 1000,
      spec,
      userState: { version: 1 } as const,
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
