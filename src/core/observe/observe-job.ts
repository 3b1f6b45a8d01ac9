import type { TerminalFact } from '../screen/screen.ts';
import type { Memory } from '../session/session.ts';
import type { Claim } from './verdict.ts';

/** How long the words of a shell job must have stood so that they wait for an answer; ms. */
const quietMs = 700;

/**
 * What the end of a shell job's output says: a question only where it stays the last, and where its program is not known
 * to be busy. Words that ask nothing by themselves are a question when the program reads the terminal.
 */
export function jobClaim(memory: Memory, claim: Claim, pane: TerminalFact | undefined, now: number): Claim {
  if (!claim.rule.startsWith('shell.screen.') || claim.says !== 'needs-input') return claim;
  // What was looked at before the last words says nothing of them.
  const isNew = (pane?.waits?.at ?? 0) >= (memory.screenChangedAt ?? 0);
  const waits = isNew ? pane?.waits?.for : undefined;
  const isOpen = claim.rule === 'shell.screen.asks' ? waits !== 'other' : waits === 'terminal';
  if (isOpen && (now - claim.at >= quietMs || waits === 'terminal')) return claim;
  const { source, at, summary } = claim;
  return { source, rule: 'shell.screen.output', at, says: 'working', summary };
}
