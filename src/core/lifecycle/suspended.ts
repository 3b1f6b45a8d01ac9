import type { Session } from '../session/session.ts';

/** A living session whose program was stopped by a signal (Ctrl+Z, SIGSTOP): nothing takes its keys in. */
export function isSuspended({ status }: Pick<Session, 'status'>): boolean {
  return status.process === 'alive' && status.state === 'stopped';
}

/** What its row says. Without a pid there is a shell around it: nothing else suspends a program there. */
export function suspendedSummary(pid?: number): string {
  return pid === undefined
    ? 'suspended: fg in its terminal brings it back'
    : `suspended: kill -CONT ${pid} brings it back`;
}

/** Why nothing is written to it. */
export function suspendedRefusal(name: string, summary: string): string {
  return `${name} is ${summary}. Nothing was sent.`;
}
