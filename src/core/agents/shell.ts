import { lastFilledLine, oneLine } from '../screen-text.ts';
import type { Agent, ScreenReading } from './agent.ts';

/** A shell job: no model; its last line of output is its summary. */
export const shell: Agent = {
  name: 'shell',
  label: 'Shell',
  program: 'sh',
  interruptKeys: ['C-c'],
  pasteGapMs: 0,
  launch: ({ spec }) => ({
    argv: ['/bin/sh', '-c', spec.command ?? ''],
    promptAsArgument: false,
    environment: {},
    files: {},
  }),
  readScreen: screen => readOutput(screen.lines),
  readEvent: () => undefined,
  answer: (_question, { text }) => (text === undefined ? undefined : [{ text }, { keys: ['Enter'] }]),
};

function readOutput(lines: readonly string[]): ScreenReading {
  // tmux writes this into the pane of a program that has ended.
  const output = lines.filter(line => !/^Pane is dead \(/u.test(line));
  const last = lastFilledLine(output);
  return {
    state: 'working',
    rule: 'shell.screen.output',
    ...(last !== undefined && { summary: oneLine(last) }),
  };
}
