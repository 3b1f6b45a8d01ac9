import { join } from 'node:path';
import { optional, record, type Typed, text } from '../../../core/schema.ts';
import type { Paths } from '../../files/paths.ts';
import { readJson } from '../../files/read-file.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import { jobDirectory, toJson } from '../job/jobs.ts';

/** `jobs/<id>/conversation.json`: there is one as soon as an agent has taken up its first prompt. */
export type ConversationRecord = Typed<typeof conversationSchema>;
const conversationSchema = record({
  /** The agent's own id of it, as it told; undefined for an agent that tells none. */
  sessionId: optional(text),
});

const file = 'conversation.json';

/** For the job directory of a session that goes on with one. */
export function conversationFile(record: ConversationRecord): Readonly<Record<string, string>> {
  return { [file]: toJson(record) };
}

/** By the supervisor alone: `state.json` can be lost, and a prompt must not be given twice. */
export function writeConversation(paths: Paths, id: string, record: ConversationRecord): void {
  writeFileAtomic(fileOf(paths, id), toJson(record));
}

export function readConversation(paths: Paths, id: string): ConversationRecord | undefined {
  const read = readJson(fileOf(paths, id), conversationSchema);
  return read.ok ? read.value : undefined;
}

function fileOf(paths: Paths, id: string): string {
  return join(jobDirectory(paths, id), file);
}
