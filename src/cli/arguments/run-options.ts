import type { VerbOption } from '../verb.ts';
import { backendOption, teammateModeOption } from './backend-word.ts';
import { launchOptionWords } from './launch-options.ts';

/** What `agents run` takes, besides what it takes as every verb does. */
export const runOptions = {
  name: { type: 'string', value: 'N', doc: 'Name of the session; otherwise made from the task' },
  cwd: { type: 'string', value: 'D', doc: 'Directory where it starts', offers: 'directory' },
  agent: {
    type: 'string',
    value: 'A',
    doc: 'Which agent, or a subagent of Claude Code',
    offers: 'agent',
  },
  'agent-command': {
    type: 'string',
    value: 'CMD',
    doc: 'A program that nobody described instead of an agent; general rules tell its state',
  },
  role: { type: 'string', value: 'R', doc: 'Role, for example engineer' },
  exec: { type: 'string', value: 'CMD', doc: 'Run a shell command instead of an agent' },
  'prompt-file': {
    type: 'string',
    value: 'F',
    doc: 'Read the task from a file ("-": standard input)',
    offers: 'file',
  },
  resume: { type: 'string', value: 'CONVERSATION', doc: 'Go on with a conversation of the agent' },
  worktree: { type: 'boolean', doc: 'In a worktree of its own, also a shell job' },
  'no-worktree': { type: 'boolean', doc: 'In the directory itself' },
  now: { type: 'boolean', doc: 'Start at once, also when the machine is busy' },
  attach: {
    type: 'boolean',
    doc: 'Open it in this terminal, also without a task; ← on its empty prompt, or Ctrl+Z, goes to the view',
  },
  wait: {
    type: 'boolean',
    doc: 'Print the output of a shell job as it comes, or the last screen of an agent when its turn is over, and leave with the exit code',
  },
  backend: backendOption,
  'teammate-mode': teammateModeOption,
  bg: { type: 'boolean', doc: 'Nothing more than run itself does' },
  ...launchOptionWords,
} as const satisfies Readonly<Record<string, VerbOption>>;
