import { type Facts, isAgain, startMs } from './observe-facts.ts';
import type { Claim } from './verdict.ts';
import { betweenMs } from './verdict.ts';

/** What a row says until its agent has drawn something. */
export const beginning = 'starting…';

/** What stands on the screen is not the agent's yet. */
export function preparing({ memory, now }: Facts): Claim | undefined {
  if (!memory.preparing) return undefined;
  const at = memory.seenAliveAt ?? now;
  return { source: 'process', rule: 'process.preparing', at, says: 'working', summary: memory.preparing };
}

/** Programs take seconds to draw their first screen, also when they go on with a conversation. */
export function starting(facts: Facts): Claim | undefined {
  const { memory, now } = facts;
  const since = Math.max(memory.seenAliveAt ?? now, memory.begunAt ?? 0);
  // A dialog that is drawn again is no answered one.
  if (memory.begunAt !== undefined && now - memory.begunAt < betweenMs) return undefined;
  if (memory.lastEvent || (memory.hasWorked && !isAgain(facts)) || now - since > startMs(memory))
    return undefined;
  return startingClaim(since);
}

function startingClaim(at: number): Claim {
  return { source: 'process', rule: 'process.starting', at, says: 'working', summary: beginning };
}

/** How long an agent may show its empty prompt before it takes up the words that it was started with. */
const firstPromptMs = 10_000;
const longestFirstPromptMs = 60_000;

/**
 * Codex, Gemini CLI and OpenCode draw their prompt first and then begin: that is no rest until a turn was seen. What
 * took long to draw its prompt, with every core busy, may take as long again to begin.
 */
export function awaitsFirstPrompt(facts: Facts, screen: Claim, event: Claim | undefined): Claim | undefined {
  const { spec, now, memory, agent } = facts;
  const { promptAt, seenAliveAt = now, begunAt = 0 } = memory;
  const isEmpty = screen.says === 'idle' && screen.summary === undefined;
  const isGiven = spec.kind === 'background' && spec.firstLine !== '' && !agent?.pastesPrompt;
  if (!isEmpty || !isGiven || promptAt === undefined || (memory.hasWorked && isAgain(facts)))
    return undefined;
  const since = Math.max(seenAliveAt, begunAt);
  const limitMs = Math.min(longestFirstPromptMs, Math.max(firstPromptMs, promptAt - since));
  if (now - promptAt >= limitMs) return undefined;
  if (event?.says === 'working') return event;
  return memory.lastEvent ? undefined : startingClaim(since);
}
