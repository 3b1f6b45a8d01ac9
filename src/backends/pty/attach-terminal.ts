import type { ReadStream, WriteStream } from 'node:tty';
import type { PtyPlace } from './place.ts';
import { plainModes } from './screen/modes.ts';
import { openLook } from './socket/remote.ts';

interface Attaching {
  /** Where owners listen: `ownersDirectory`. */
  readonly directory: string;
  readonly place: PtyPlace;
  /** Shown for a moment below the screen: our own words only. */
  readonly say?: string;
  readonly input: ReadStream;
  readonly output: WriteStream;
}

const enter = '\u001b[?1049h\u001b[H\u001b[2J';
/** Everything that a program may have switched on, off again. */
const leave = `${plainModes}\u001b[?1049l`;

/**
 * Gives this terminal to a session of another process, byte for byte in both directions, until a way out is pressed.
 * Rejects with a sentence when it ended otherwise; the terminal is as it was in any case.
 */
export async function attachTerminal({ directory, place, say, input, output }: Attaching): Promise<void> {
  const { connect } = await import('node:net');
  const size = () => ({ columns: output.columns || 80, rows: output.rows || 24 });
  return new Promise((resolve, reject) => {
    const signals = ['SIGTERM', 'SIGHUP', 'SIGINT'] as const;
    const look = openLook(
      { directory, connect },
      { place, size: size(), ...(say !== undefined && { say }) },
      {
        onData: data => output.write(data),
        onEnd: error => {
          for (const signal of signals) process.off(signal, look.close);
          input.off('data', press);
          output.off('resize', resize);
          input.pause().setRawMode(false);
          output.write(leave, () => (error ? reject(error) : resolve()));
        },
      },
    );
    const press = (bytes: Buffer) => look.send({ input: bytes.toString('latin1') });
    const resize = () => look.send({ size: size() });
    for (const signal of signals) process.on(signal, look.close);
    output.write(enter);
    input.setRawMode(true);
    input.on('data', press);
    output.on('resize', resize);
  });
}
