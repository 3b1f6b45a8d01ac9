import { setTimeout as wait } from 'node:timers/promises';
import type { Step } from '../../core/agents/shared/step.ts';
import { cleanPaste } from '../../core/text/terminal-text.ts';
import type { Delivery, Refusal } from '../backend.ts';
import { keyBytes } from '../key-bytes.ts';
import type { KnownPane } from './facts.ts';
import { It2Error } from './it2.ts';
import type { ItermTarget } from './place.ts';

export interface Writing {
  /** The pane as it is now, or why nothing can be written there. */
  readonly find: () => Promise<KnownPane | Refusal>;
  /** Types into the pane. */
  readonly send: (text: string) => Promise<void>;
}

/**
 * Writes the steps. Nothing is one act in iTerm2: it is looked before each step and after the last, and where the second
 * look cannot see that the session is still what it was, the delivery says so.
 */
export async function deliverSteps(
  { find, send }: Writing,
  target: ItermTarget,
  { steps, gapMs }: { readonly steps: readonly Step[]; readonly gapMs: number },
): Promise<Delivery> {
  let pastedAt: number | undefined;
  for (const step of steps) {
    // Agents take an Enter that comes with the paste for a part of it.
    if ('keys' in step && pastedAt !== undefined)
      await wait(Math.max(0, pastedAt + gapMs - performance.now()));
    const pane = await find();
    const why = refusal(pane, target);
    if (why !== undefined || typeof pane === 'string') return { sent: false, why: why ?? 'gone' };
    for (const part of partsOf(textOf(step, pane))) {
      try {
        await send(part);
      } catch (error) {
        if (!(error instanceof It2Error)) throw error;
        if (error.isGone) return { sent: false, why: 'gone' };
        if (error.isUnsure) return { sent: true, unseen: error.what };
        throw error;
      }
    }
    pastedAt = 'keys' in step ? undefined : performance.now();
    if ('keys' in step && step.pauseMs) await wait(step.pauseMs);
  }
  return afterwards(find, target);
}

/** The session may end by what it was given; that another has its place, or that nobody tells, is another matter. */
async function afterwards(find: Writing['find'], { id }: ItermTarget): Promise<Delivery> {
  const pane = await find().catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  if (typeof pane !== 'string' || pane === 'dead') return { sent: true };
  const why = pane === 'gone' || pane === 'other-session' ? `the pane of session ${id} is gone.` : pane;
  return { sent: true, unseen: why };
}

/** Why nothing may be written now. */
function refusal(pane: KnownPane | Refusal, { questionNumber, command }: ItermTarget): Refusal | undefined {
  if (typeof pane === 'string') return pane;
  const { fact } = pane;
  if (fact.dead) return 'dead';
  const isOther = questionNumber !== undefined && fact.questionNumber !== questionNumber;
  return isOther || (command !== undefined && fact.command !== command) ? 'moved-on' : undefined;
}

/** Which arrows a program has asked for is not told: all that are known take the plain ones. */
const modes = { hasApplicationArrows: false };

function textOf(step: Step, { tag }: KnownPane): string {
  if ('keys' in step) return step.keys.map(key => keyBytes(key, modes)).join('');
  const text = cleanPaste(step.text);
  return tag.bracketsPastes && text !== '' ? `\u001b[200~${text}\u001b[201~` : text;
}

/** What fits in an argument of a program everywhere, with room for one character more. */
const mostBytes = 4000;

/** A long text goes in several calls, each with whole characters. */
export function partsOf(text: string): readonly string[] {
  if (text.includes('\0'))
    throw new Error('Ctrl+Space cannot be sent to a pane of iTerm2; nothing was sent.');
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (bytes + size > mostBytes) {
      parts.push(part);
      part = '';
      bytes = 0;
    }
    part += character;
    bytes += size;
  }
  return part === '' ? parts : [...parts, part];
}
