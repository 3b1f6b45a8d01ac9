/** How a wait may end. */
export interface Patience {
  readonly leastMs: number;
  /** Asked every second: a tmux server that dies has no event. */
  readonly isOver: () => boolean;
}

/** A wait that can be cut short; rings that come while nobody waits are kept. */
export function makeAlarm() {
  let ringing = false;
  let stopped = false;
  let wake: (() => void) | undefined;
  const ring = () => {
    ringing = true;
    wake?.();
  };
  return {
    ring,
    stop: () => {
      stopped = true;
      ring();
    },
    isStopped: () => stopped,
    /** Resolves to whether it was cut short by a ring. */
    wait: async (ms: number, { leastMs, isOver }: Patience): Promise<boolean> => {
      if (leastMs > 0) await new Promise(resolve => setTimeout(resolve, leastMs));
      const end = performance.now() + ms;
      for (let left = ms; left > 0 && !ringing && !isOver(); left = end - performance.now()) {
        await new Promise<void>(resolve => {
          const timer = setTimeout(resolve, Math.min(left, 1000));
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      const wasRung = ringing;
      ringing = false;
      return wasRung;
    },
  };
}
