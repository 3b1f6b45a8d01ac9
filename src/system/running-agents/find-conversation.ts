import { recognizeAgent } from '../../core/agents/recognize.ts';
import { conversationInFile, namesConversation } from '../../core/agents/shared/open-conversation.ts';
import { openFiles } from '../processes/proc.ts';
import type { ProcessTable } from '../processes/process-table.ts';

export interface Wanted {
  /** Its name in `core/agents`. */
  readonly agent: string;
  readonly conversation: string;
}

/**
 * The running processes of an agent that hold this conversation, as far as their words and, on Linux, their open files
 * tell. One that was begun or chosen inside Gemini CLI or OpenCode cannot be known.
 */
export function processesWith(table: ProcessTable, { agent, conversation }: Wanted): readonly number[] {
  const own = table.pids().filter(pid => recognizeAgent(table.wordsOf(pid))?.name === agent);
  const isOwn = new Set(own);
  return own.filter(pid => {
    // A launcher has the words of the program that it waits for, which knows better.
    if (table.childrenOf(pid).some(child => isOwn.has(child))) return false;
    const open = openFiles(pid).flatMap(path => conversationInFile(path) ?? []);
    return open.length > 0
      ? open.includes(conversation)
      : namesConversation(table.wordsOf(pid), conversation);
  });
}
