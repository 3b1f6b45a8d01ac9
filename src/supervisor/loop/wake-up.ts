/** How a wait may end. */
export interface WaitLimits {
  readonly leastMs: number;
  /** Asked every second: a tmux server that dies has no event. */
  readonly isOver: () => boolean;
}

/** A wait that can be cut short; a trigger that comes between two waits ends the next one at once. */
export function makeWakeUp() {
  let isDue = false;
  let stopped = false;
  let wake: (() => void) | undefined;
  const trigger = () => {
    isDue = true;
    wake?.();
  };
  return {
    trigger,
    stop: () => {
      stopped = true;
      trigger();
    },
    isStopped: () => stopped,
    /** Resolves to whether it was cut short by a trigger. */
    wait: async (ms: number, { leastMs, isOver }: WaitLimits): Promise<boolean> => {
      if (leastMs > 0) await new Promise(resolve => setTimeout(resolve, leastMs));
      const end = performance.now() + ms;
      for (let left = ms; left > 0 && !isDue && !isOver(); left = end - performance.now()) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, Math.min(left, 1000));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      const wasWoken = isDue;
      isDue = false;
      return wasWoken;
    },
  };
}
