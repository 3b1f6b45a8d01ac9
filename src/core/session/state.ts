export type State = (typeof states)[number];
export type ProcessState = (typeof processStates)[number];
/** The states a session can be in; see the glossary in ARCHITECTURE.md. */
export const states = [
  'working',
  'needs-input',
  'idle',
  'completed',
  'failed',
  'stopped',
  'queued',
  'sleeping',
  'unknown',
] as const;

/** What each means to a person; the table in docs/states.md is made of it. */
export const stateMeanings: Readonly<Record<State, string>> = {
  working: 'It is busy, or has just been started',
  'needs-input': 'It waits for you: a permission, a question, a plan, a dialog',
  idle: 'It is open and has no task: none yet, or you interrupted it',
  completed: 'Its last turn ended well, or the command exited with 0',
  failed:
    'An API error, a usage limit, an exit code other than 0, or it was killed from outside; the row says which',
  stopped:
    'You stopped it, it was left before it was done, or it is suspended (Ctrl+Z, SIGSTOP): its row says what brings it back',
  queued: 'It waits for its start, since the machine is busy; the row says why',
  sleeping: 'Kept for later; nothing is put to sleep yet',
  unknown: 'Nothing that is known decides; no guess is made',
};

/** What a session can wait for when it needs a person. */
export const waits = ['permission', 'question', 'plan', 'dialog', 'limit'] as const;
export type WaitingFor = (typeof waits)[number];

/** Whether the session's program runs, has ended, or was never seen. */
export const processStates = ['alive', 'exited', 'none'] as const;
