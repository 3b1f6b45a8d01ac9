import { lastFilledLine, oneLine, withoutDeadLine } from '../../screen/screen-text.ts';
import { claudeJobEvent, readClaudeJob } from '../claude/claude-job.ts';
import type { Agent, ScreenReading } from '../shared/agent.ts';

/** A shell job: no model; its last line of output is its summary. */
export const shell: Agent = {
  name: 'shell',
  label: 'Shell',
  program: 'sh',
  interruptKeys: ['ctrl+c'],
  pasteGapMs: 0,
  launch: ({ spec }) => ({
    argv: ['/bin/sh', '-c', spec.command ?? ''],
    promptAsArgument: false,
    environment: {},
    files: {},
  }),
  readScreen: screen => readOutput(screen.lines),
  // `claude --bg --exec` runs one in Claude Code's own background.
  readEvent: ({ name, data }) => (name === claudeJobEvent ? readClaudeJob(data) : undefined),
  answer: (_question, { text }) => (text === undefined ? undefined : [{ text }, { keys: ['enter'] }]),
};

function readOutput(lines: readonly string[]): ScreenReading {
  const last = lastFilledLine(withoutDeadLine(lines));
  return {
    state: 'working',
    rule: 'shell.screen.output',
    ...(last !== undefined && { summary: oneLine(last) }),
  };
}
