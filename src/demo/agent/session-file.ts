import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Options } from './options.ts';

export const version = '2.1.328';
export type Status = 'idle' | 'busy' | 'waiting';

export interface SessionFile {
  readonly write: (status: Status, waitingFor?: string) => void;
  readonly remove: () => void;
}

export function configDirectory(): string {
  return process.env['CLAUDE_CONFIG_DIR'] ?? join(process.env['HOME'] ?? homedir(), '.claude');
}

/** Keeps `sessions/<pid>.json`, from which Claude Code's own agent view learns what a session does. */
export function createSessionFile({ sessionId, name }: Options): SessionFile {
  const directory = join(configDirectory(), 'sessions');
  const path = join(directory, `${process.pid}.json`);
  const startedAt = Date.now();
  mkdirSync(directory, { recursive: true });
  return {
    write(status, waitingFor) {
      const now = Date.now();
      const facts = { pid: process.pid, sessionId, cwd: process.cwd(), startedAt, version };
      const kind = { kind: 'interactive', entrypoint: 'cli', ...(name && { name, nameSource: 'user' }) };
      const state = { updatedAt: now, status, statusUpdatedAt: now, ...(waitingFor && { waitingFor }) };
      writeFileSync(`${path}.new`, JSON.stringify({ ...facts, ...kind, ...state }));
      renameSync(`${path}.new`, path);
    },
    remove: () => rmSync(path, { force: true }),
  };
}
