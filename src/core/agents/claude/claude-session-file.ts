import { fieldsOf } from '../../schema.ts';
import type { SessionFile } from '../shared/agent.ts';

/**
 * Claude Code's `sessions/<pid>.json`: undocumented, so that every field is checked and only those that say who it
 * is and what it does are needed. A spare process that waits for work is no session.
 */
export function parseSessionFile(json: unknown): SessionFile | undefined {
  const fields = fieldsOf(json);
  const { pid, sessionId, status, updatedAt, startedAt, cwd, waitingFor, kind, jobId, name } = fields;
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
    ...(kind === 'bg' && jobIdOf(jobId, sessionId)),
    ...(typeof name === 'string' && { name }),
  };
}

/** Where it is not told: the service names a job after the conversation with which it begins. */
function jobIdOf(jobId: unknown, sessionId: string): Pick<SessionFile, 'jobId'> {
  const isJob = (id: unknown): id is string => typeof id === 'string' && /^[0-9a-f]{8}$/u.test(id);
  const found = [jobId, sessionId.split('-', 1)[0]].find(isJob);
  return found === undefined ? {} : { jobId: found };
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
