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

/** What a session can wait for when it needs a person. */
export const waits = ['permission', 'question', 'plan', 'dialog', 'limit'] as const;
export type WaitingFor = (typeof waits)[number];

/** Whether the session's program runs, has ended, or was never seen. */
export const processStates = ['alive', 'exited', 'none'] as const;
