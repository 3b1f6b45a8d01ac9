/** Resolves with Ctrl+C or a plain kill, which are the way to end a verb that goes on for ever. */
export function untilInterrupted(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}
