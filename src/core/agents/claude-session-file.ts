import type { SessionFile } from './agent.ts';

/**
 * Claude Code's `sessions/<pid>.json`: undocumented, so that every field is checked and only those that say who it
 * is and what it does are needed. A spare process that waits for work is no session.
 */
export function parseSessionFile(json: unknown): SessionFile | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const fields: Readonly<Record<string, unknown>> = { ...json };
  const { pid, sessionId, status, updatedAt, startedAt, cwd, waitingFor, kind, name } = fields;
  if (fields['spare'] === true || !isTime(pid) || !isId(sessionId) || !isStatus(status)) return undefined;
  return {
    pid,
    sessionId,
    status,
    cwd: typeof cwd === 'string' ? cwd : '',
    updatedAt: [updatedAt, startedAt].find(isTime) ?? 0,
    ...(isTime(startedAt) && { startedAt }),
    ...(typeof waitingFor === 'string' && { waitingFor }),
    ...(typeof kind === 'string' && { kind }),
    ...(typeof name === 'string' && { name }),
  };
}

/** It becomes an argument of `--resume`, and must not be an option. */
function isId(value: unknown): value is string {
  return typeof value === 'string' && /^\w[\w-]*$/u.test(value);
}

function isStatus(value: unknown): value is SessionFile['status'] {
  return value === 'idle' || value === 'busy' || value === 'waiting';
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
