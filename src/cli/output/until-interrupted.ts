import { onReaderGone } from '../../system/programs/reader-gone.ts';

/**
 * Resolves with Ctrl+C or a plain kill, which are the way to end a verb that goes on for ever, and when nobody reads
 * its output any more.
 */
export function untilInterrupted(): Promise<void> {
  return new Promise(resolve => {
    const close = onReaderGone(() => resolve());
    const end = () => {
      close();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
    process.once('exit', close);
  });
}
