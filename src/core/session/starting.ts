import type { Session } from './session.ts';

/**
 * Its program is on its way, or runs and has drawn no prompt yet: what is typed there now reaches nobody. A job takes
 * its input as soon as it has a terminal.
 */
export function isOnItsWay({ spec, status: { process, state, evidence } }: Session): boolean {
  if (state !== 'working' || process === 'exited') return false;
  if (process === 'none') return true;
  const rule = evidence[0]?.rule;
  return spec.kind === 'background' && (rule === 'process.starting' || rule === 'process.preparing');
}

interface Words {
  readonly choices: readonly number[];
  readonly text?: string;
}

/** Why a session that is on its way is not given this; undefined: its words are kept until it listens. */
export function startingRefusal(
  name: string,
  { spec }: Session,
  { choices, text }: Words,
): string | undefined {
  if (choices.length > 0 || /^\s*\d+\s*$/.test(text ?? ''))
    return `${name} is still starting and asks nothing yet; nothing was sent.`;
  if (spec.kind === 'background' && text !== undefined) return undefined;
  return `${name} is still starting; nothing was sent. Send it again when it has begun.`;
}
