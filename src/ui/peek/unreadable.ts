import type { Session } from '../../core/session/session.ts';
import { type Keys, withKeys } from '../keys/key-for.ts';

/** What stands in the peek of a session whose record cannot be read. Untrusted text. */
export function unreadableLines(keys: Keys, { id, unreadable = '' }: Session): readonly string[] {
  return ['Its record cannot be read:', unreadable, '', whatToDo(keys, id)];
}

function whatToDo(keys: Keys, id: string): string {
  return (
    `${withKeys(keys, '[{stop}, or ]')}agents stop ${id}, ends what runs of it. ` +
    `${withKeys(keys, '[{stop} again, or ]')}agents rm ${id}, moves its record to the ` +
    'trash. When the file is mended, it is an ordinary row again.'
  );
}

/** Why nothing else can be done with it. */
export function refuseUnreadable(keys: Keys, { unreadable }: Session): string | undefined {
  if (unreadable === undefined) return undefined;
  const ways = withKeys(keys, '[: {peek} shows why][, {stop} ends it and takes it away]');
  return `Its record cannot be read${ways}.`;
}
