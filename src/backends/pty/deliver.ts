import { setTimeout as wait } from 'node:timers/promises';
import type { Step } from '../../core/agents/shared/step.ts';
import { cleanPaste } from '../../core/text/terminal-text.ts';
import type { Delivery } from '../backend.ts';
import { keyBytes } from '../key-bytes.ts';
import { type Lookup, refusal } from './hosted.ts';
import type { PtyTarget } from './place.ts';
import type { Modes } from './screen/emulator.ts';

/**
 * Writes the steps, each only if the target is still what it was; stops at the first refusal. What is tested and what is
 * written are in one turn of this process, in which the question's number is kept, too.
 */
export async function deliverSteps(
  find: Lookup,
  target: PtyTarget,
  { steps, gapMs }: { readonly steps: readonly Step[]; readonly gapMs: number },
): Promise<Delivery> {
  let pastedAt: number | undefined;
  for (const step of steps) {
    // Agents take an Enter that comes with the paste for a part of it.
    if ('keys' in step && pastedAt !== undefined)
      await wait(Math.max(0, pastedAt + gapMs - performance.now()));
    const before = find();
    // The program may have asked for brackets, or for other arrows, in what is not drawn yet.
    if (typeof before !== 'string') await before.terminal.settled();
    const one = find();
    const why = refusal(one, target);
    if (why !== undefined || typeof one === 'string') return { sent: false, why: why ?? 'gone' };
    one.terminal.write(Buffer.from(textOf(step, one.terminal.modes())));
    pastedAt = 'keys' in step ? undefined : performance.now();
    if ('keys' in step && step.pauseMs) await wait(step.pauseMs);
  }
  return { sent: true };
}

function textOf(step: Step, modes: Modes): string {
  if ('keys' in step) return step.keys.map(key => keyBytes(key, modes)).join('');
  const text = cleanPaste(step.text);
  return modes.bracketsPastes && text !== '' ? `\u001b[200~${text}\u001b[201~` : text;
}
