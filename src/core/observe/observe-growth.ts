import { isGeneral } from '../agents/general/with-general-rules.ts';
import type { Agent } from '../agents/shared/agent.ts';
import type { Screen } from '../screen/screen.ts';
import { isBlank } from '../screen/screen-text.ts';
import type { Memory, OutputMemory, ScreenMemory } from '../session/session.ts';
import { hashOfLines } from './hash.ts';
import type { Claim } from './verdict.ts';

/** How long an output that has grown counts as one that grows. */
export const growsMs = 3000;
/** The same while nothing was answered yet to what was asked. */
const answersMs = 60_000;

/** The output of a screen of which only general rules know something, and whether it has grown. */
export function outputFacts(
  memory: Memory,
  { screen, agent, reading, now }: { screen: Screen; agent: Agent; reading: ScreenMemory; now: number },
): Partial<Memory> {
  if (agent.name === 'shell' || !(isGeneral(reading) || reading.state === 'unknown')) return {};
  const before = memory.output;
  const output = outputOf(screen, agent);
  const grown = before !== undefined && hasGrown(before, output);
  const grownAt = grown ? now : before?.grownAt;
  const next = { ...output, ...(grownAt !== undefined && { grownAt }) };
  // What comes after the prompt has stood there belongs to a turn; what came before it is the program's beginning.
  const isTurn = grown && (memory.promptAt !== undefined || memory.hasShownTurn === true);
  return { output: next, ...(isTurn && { hasWorked: true, hasShownTurn: true }) };
}

function outputOf({ lines, width, ...rest }: Screen, agent: Agent): OutputMemory {
  const shown = agent.outputLines?.({ lines, width, ...rest }) ?? lines;
  const filled = shown.filter(line => !isBlank(line));
  return { width, lines: filled.length, last: hashOfLines(filled.slice(-1)) };
}

/** Below a full screen the lines go up, so that another one is the last. Made wider or narrower, it says nothing. */
function hasGrown(before: OutputMemory, now: OutputMemory): boolean {
  if (before.width !== now.width || now.lines === 0) return false;
  return now.lines > before.lines || (now.lines === before.lines && now.last !== before.last);
}

/** What a screen says that only general rules know: growing, it is work; at rest after work, a turn has ended. */
export function generalClaim(memory: Memory, claim: Claim, now: number): Claim {
  const { screen, output, hasWorked } = memory;
  const isRest = claim.says === 'idle' && screen !== undefined && isGeneral(screen);
  if (!isRest && claim.says !== 'unknown') return claim;
  const ago = output?.grownAt === undefined ? Number.POSITIVE_INFINITY : now - output.grownAt;
  // What comes next may not be drawn yet.
  if (isRest && hasWorked && now - claim.at < growsMs && ago >= growsMs) return { ...claim, says: 'unknown' };
  const isAnswered = !isRest || screen.ifWorked !== undefined;
  const grows = ago < (isAnswered ? growsMs : answersMs);
  if (grows && (claim.says === 'unknown' || hasWorked)) {
    return { source: 'screen', rule: 'general.screen.growing', at: now - ago, says: 'working' };
  }
  if (!isRest || !hasWorked || !screen.ifWorked) return claim;
  const { state, ...rest } = screen.ifWorked;
  return { ...claim, ...rest, says: state };
}
