import type { Agent } from '../shared/agent.ts';
import { answerGeneral } from './general-answers.ts';
import { generalOutput, readGeneralScreen } from './general-screen.ts';

/** A program that nobody described, started by its words (`agents run --agent-command "…"`): general rules alone. */
export const anyProgram: Agent = {
  name: 'command',
  label: 'The program',
  program: 'sh',
  interruptKeys: ['escape'],
  pasteGapMs: 200,
  typing: { after: [], isBlind: true },
  pastesPrompt: true,
  namesConversation: true,
  cannotResume: true,
  beginsAgain: true,
  launch: ({ spec }) => ({
    argv: [...(spec.argv ?? []), ...spec.flags],
    promptAsArgument: false,
    environment: {},
    files: {},
  }),
  readScreen: screen => {
    const { draft, ...reading } = readGeneralScreen(screen);
    // What an empty prompt looks like is not known for certain.
    return draft ? { ...reading, draft } : reading;
  },
  outputLines: generalOutput,
  readEvent: () => undefined,
  answer: answerGeneral,
};
