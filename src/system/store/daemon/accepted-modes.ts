import { homedir } from 'node:os';
import { join } from 'node:path';
import type { RiskyMode } from '../../../core/lifecycle/risky-modes.ts';
import { isRecord } from '../../../core/schema.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';

/** Whether the person has accepted this mode once: here, or in Claude Code itself. Never throws. */
export function isAccepted(paths: Paths, env: NodeJS.ProcessEnv, mode: RiskyMode): boolean {
  return typeof ownAcceptances(paths)[mode] === 'number' || isAcceptedInClaude(env, mode);
}

export function acceptMode(paths: Paths, mode: RiskyMode, now: number): void {
  const modes = { ...ownAcceptances(paths), [mode]: now };
  writeFileAtomic(fileOf(paths), `${JSON.stringify({ version: 1, modes })}\n`);
}

function ownAcceptances(paths: Paths): Readonly<Record<string, unknown>> {
  const read = readJson(fileOf(paths), isRecord);
  const modes = read.ok ? read.value['modes'] : undefined;
  return isRecord(modes) ? modes : {};
}

function fileOf(paths: Paths): string {
  return join(paths.home, 'accepted.json');
}

/**
 * Claude Code 2.1.328 keeps the answer to its own dialogs as `skipDangerousModePermissionPrompt` and
 * `skipAutoPermissionPrompt` in the person's settings, before that as `bypassPermissionsModeAccepted` in `.claude.json`.
 */
function isAcceptedInClaude(env: NodeJS.ProcessEnv, mode: RiskyMode): boolean {
  const home = env['HOME'] || homedir();
  const directory = env['CLAUDE_CONFIG_DIR'];
  const says = (file: string, key: string) => {
    const read = readJson(file, isRecord, { followLinks: true });
    return read.ok && read.value[key] === true;
  };
  const settings = join(directory || join(home, '.claude'), 'settings.json');
  if (mode === 'auto') return says(settings, 'skipAutoPermissionPrompt');
  const state = join(directory || home, '.claude.json');
  return says(settings, 'skipDangerousModePermissionPrompt') || says(state, 'bypassPermissionsModeAccepted');
}
