import { setTimeout as wait } from 'node:timers/promises';
import type { Key } from '../../core/agents/shared/key.ts';
import type { World } from '../context/world.ts';
import { look } from '../screen/look.ts';
import type { Typed } from './sent.ts';

const pollMs = 60;
const drawnMs = 600;
const mostRounds = 12;
/** A line, and the line end before it; on an empty prompt they do nothing. */
const oneLine: readonly Key[] = ['ctrl+e', 'ctrl+u', 'backspace'];
const linesAtOnce = 6;

/**
 * Takes what we typed out of an agent's prompt again, a few lines at a time. True once it is empty. Esc would do it at
 * once, but interrupts an agent that works.
 */
export async function clearPrompt(world: World, { agent, session, target }: Typed): Promise<boolean> {
  const keys = Array.from({ length: linesAtOnce }, () => oneLine).flat();
  for (let round = 0; round < mostRounds; round++) {
    const before = await look(world, agent, session);
    const draft = before?.reading.draft;
    if (draft === undefined) return false;
    if (draft === '') return true;
    if (!(await world.backend.deliver(target, [{ keys }], 0)).sent) return false;
    const deadline = performance.now() + drawnMs;
    while (performance.now() < deadline) {
      await wait(pollMs);
      const now = await look(world, agent, session);
      if (now?.text !== before?.text) break;
    }
  }
  return (await look(world, agent, session))?.reading.draft === '';
}

/**
 * The same for a text that an agent has not drawn yet: its loop is blocked, and the keys wait behind the text. Nothing
 * tells when they are done, but what is typed later comes after them.
 */
export async function clearUnseen(world: World, { target }: Pick<Typed, 'target'>): Promise<void> {
  const keys = Array.from({ length: linesAtOnce }, () => oneLine).flat();
  await world.backend.deliver(target, [{ keys }], 0);
}

/** Whether a prompt holds this text: it is wrapped there, and a long one is only told of. */
export function isText(draft: string | undefined, text: string): boolean {
  if (draft === undefined) return false;
  return withoutBlanks(draft) === withoutBlanks(text) || /^\[Pasted /u.test(draft);
}

/** Whether a prompt holds the text, or as much of it as can be seen. */
export function isPartOf(draft: string, text: string): boolean {
  return /^\[Pasted /u.test(draft) || withoutBlanks(text).includes(withoutBlanks(draft));
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/gu, '');
}
