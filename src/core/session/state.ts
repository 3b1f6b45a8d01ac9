export type State = (typeof states)[number];
/** Whether the session's program runs, has ended, or was never seen. */
export type ProcessState = 'alive' | 'exited' | 'none';
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
