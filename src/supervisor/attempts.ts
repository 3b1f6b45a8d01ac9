import type { World } from '../operations/context/world.ts';
import { log } from '../system/log/log.ts';

/** Runs one part of a poll; undefined when it failed. */
export type Attempt = <T>(part: string, action: () => T) => T | undefined;

/** A lasting failure comes with every poll: it is logged when it is new, and then once in this time. */
const againMs = 60 * 60 * 1000;

/**
 * Runs the parts of a poll so that one that fails does not affect the others. A part that is a promise may be awaited
 * or not.
 */
export function attempts(world: Pick<World, 'paths'>): Attempt {
  const said = new Map<string, { readonly text: string; readonly at: number }>();
  const failed = (part: string, error: unknown): undefined => {
    const text = error instanceof Error ? error.message : String(error);
    const last = said.get(part);
    if (last?.text === text && performance.now() - last.at < againMs) return undefined;
    said.set(part, { text, at: performance.now() });
    const details = error instanceof Error ? (error.stack ?? text) : text;
    log(world.paths, `${part}: ${details}`, 'error');
    return undefined;
  };
  return (part, action) => {
    try {
      const result = action();
      if (result instanceof Promise) return result.catch(error => failed(part, error)) as typeof result;
      return result;
    } catch (error) {
      return failed(part, error);
    }
  };
}
