import type { Screen } from '../../screen/screen.ts';
import { lastFilledLine, oneLine, withoutDeadLine } from '../../screen/screen-text.ts';
import { claudeJobEvent, readClaudeJob } from '../claude/claude-job.ts';
import { answerGeneral } from '../general/general-answers.ts';
import type { Agent, ScreenReading } from '../shared/agent.ts';
import { answerShell } from './shell-answers.ts';
import { askedAtEnd } from './shell-question.ts';

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
  readScreen: readOutput,
  // `claude --bg --exec` runs one in Claude Code's own background.
  readEvent: ({ name, data }) => (name === claudeJobEvent ? readClaudeJob(data) : undefined),
  answer: (question, answer) =>
    question.isGeneral && answer.text === undefined
      ? answerGeneral(question, answer)
      : answerShell(question, answer),
};

function readOutput(screen: Screen): ScreenReading {
  const lines = withoutDeadLine(screen.lines);
  const last = lastFilledLine(lines);
  const summary = last === undefined ? {} : { summary: oneLine(last) };
  const asked = askedAtEnd({ ...screen, lines });
  if (!asked) return { state: 'working', rule: 'shell.screen.output', ...summary };
  const { question, isCertain } = asked;
  return {
    state: 'needs-input',
    waitingFor: question.kind === 'dialog' ? 'dialog' : 'question',
    question,
    rule: isCertain ? 'shell.screen.asks' : 'shell.screen.unfinished',
    ...summary,
  };
}
