import type { Figure, Part } from '../figure.ts';
import { recordSessions, withBench } from '../fleet.ts';
import { median, quantile } from '../numbers.ts';
import type { WatchedTerminal } from '../watched-terminal.ts';

const presses = 80;
export const keyPeer = '`claude agents`: key → changed frame, 10 sessions';

/** From a key to the first output that changes the screen. */
export const key: Part = {
  name: 'key',
  run: () =>
    withBench(async ({ home, openView, terminal }) => {
      recordSessions(home, 100);
      await openView();
      const times = await measureKeys(terminal, presses);
      const how = `Down, ${presses} times`;
      const figures: readonly Figure[] = [
        {
          name: 'key → changed frame, 100 sessions',
          value: median(times),
          unit: 'ms',
          how: `median of ${how}`,
          target: { peer: keyPeer },
        },
        { name: 'the same, 95th percentile', value: quantile(times, 0.95), unit: 'ms', how },
      ];
      return figures;
    }),
};

/** Down and at the half Up again, so that each one moves the pointer. */
export async function measureKeys(
  terminal: WatchedTerminal,
  count: number,
  turn = count / 2,
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const before = terminal.screen();
    const isDown = Math.floor(index / turn) % 2 === 0;
    const pressedAt = terminal.press(isDown ? 'Down' : 'Up');
    times.push((await terminal.when(screen => screen !== before)) - pressedAt);
    await terminal.quiet(40);
  }
  return times;
}
