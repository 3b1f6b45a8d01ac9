import { isElsewhere } from '../../core/session/adopted.ts';
import type { Session } from '../../core/session/session.ts';
import { directoryIdentity } from '../../system/files/find-directory.ts';
import { directoryLocation } from '../../system/store/daemon/directory-location.ts';

/** The result for the last session that was asked for, kept while its directory has the same device and inode. */
let found: { readonly for: string; readonly words: string | undefined } | undefined;

/** A sentence when the directory of a session has moved or is gone; searched for once, else 20 µs. */
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
