import type { Session } from '../../core/session/session.ts';
import type { Paths } from '../../system/files/paths.ts';
import { readPrompt } from '../../system/store/job/jobs.ts';
import { readMessage, readMessages } from '../../system/store/messages/waiting-messages.ts';

/** The messages for a queued session: its task, and the replies that are kept for after it. */
export function pendingMessages(paths: Paths, { id, spec }: Session): readonly string[] {
  if (spec.kind === 'exec') return [];
  const task = readPrompt(paths, id);
  const replies = readMessages(paths, id).map(({ file }) => readMessage(file) ?? '');
  return [task, ...replies.map(text => `then: ${text}`)]
    .filter(text => text.trim() !== '')
    .flatMap(text => [...text.trimEnd().split('\n'), ''])
    .slice(0, -1);
}
