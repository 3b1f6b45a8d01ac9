import { isElsewhere } from '../core/session/adopted.ts';
import type { Session } from '../core/session/session.ts';
import { directoryIdentity } from '../system/files/find-directory.ts';
import { directoryLocation } from '../system/store/daemon/directory-location.ts';

/** What was found for the session that was looked at last, as long as its directory looks the same. */
let found: { readonly for: string; readonly words: string | undefined } | undefined;

/** That the directory of a session has moved or is gone, in words; it is searched for once. 20 µs otherwise. */
export function directoryTrouble(session: Session): string | undefined {
  const { id, spec, status } = session;
  if (isElsewhere(session) || status.process === 'none') return undefined;
  const now = directoryIdentity(spec.cwd);
  const key = `${id} ${now?.dev} ${now?.ino}`;
  if (found?.for !== key) found = { for: key, words: wordsFor(session) };
  return found.words;
}

function wordsFor({ spec }: Session): string | undefined {
  const place = directoryLocation(spec);
  if (place.state === 'moved')
    return `Its directory has moved to ${place.movedTo}; paths that it remembers are wrong`;
  return place.state === 'gone' ? `Its directory is gone: ${spec.cwd}` : undefined;
}
