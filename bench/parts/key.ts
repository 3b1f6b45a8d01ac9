import type { Figure, Part, Run } from '../figure.ts';
import { recordSessions, withBenches } from '../fleet.ts';
import { median, quantile } from '../numbers.ts';
import { inTurns } from '../turns.ts';
import type { WatchedTerminal } from '../watched-terminal.ts';

const presses = 80;
const perTurn = 8;
export const keyPeer = '`claude agents`: key → changed frame, 10 sessions';

/** From a key to the first output that changes the screen. */
export const key: Part = {
  name: 'key',
  run: async run =>
    (await keysIn(run, 100)).map((times): readonly Figure[] => {
      const how = `Down, ${times.length} times`;
      return [
        {
          name: 'key → changed frame, 100 sessions',
          value: median(times),
          unit: 'ms',
          how: `median of ${how}`,
          target: { peer: keyPeer },
        },
        { name: 'the same, 95th percentile', value: quantile(times, 0.95), unit: 'ms', how },
      ];
    }),
};

/** What keys take in a list of so many recorded sessions, for each build; a turn is a few keys. */
export function keysIn({ builds, times }: Run, sessions: number): Promise<readonly (readonly number[])[]> {
  return withBenches(builds, async benches => {
    for (const { home, openView } of benches) {
      recordSessions(home, sessions);
      await openView();
    }
    const turns = await inTurns(benches, (presses / perTurn) * times, ({ terminal }) =>
      measureKeys(terminal, perTurn),
    );
    return turns.map(values => values.flat());
  });
}

/** Down and at the half Up again, so that each one moves the pointer; until what is `seen` differs. */
export async function measureKeys(
  terminal: WatchedTerminal,
  count: number,
  { turn = count / 2, seen = pointerLine }: MeasuredKeys = {},
): Promise<number[]> {
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const before = seen(terminal.screen());
    const isDown = Math.floor(index / turn) % 2 === 0;
    const pressedAt = terminal.press(isDown ? 'Down' : 'Up');
    times.push((await terminal.when(screen => seen(screen) !== before)) - pressedAt);
    await terminal.quiet(40);
  }
  return times;
}

interface MeasuredKeys {
  readonly turn?: number;
  readonly seen?: (screen: string) => unknown;
}

/** The name of the selected row: other changes of the screen, as of a clock or of the status line, are no answers. */
function pointerLine(screen: string): string | undefined {
  return screen
    .split('\n')
    .find(line => line.startsWith('❯'))
    ?.slice(0, 40);
}
