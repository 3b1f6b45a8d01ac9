import { spawn } from 'node:child_process';
import type { Figure, Part } from '../figure.ts';
import { type Bench, withBenches } from '../fleet.ts';
import { median } from '../numbers.ts';
import { inTurns } from '../turns.ts';

const rounds = 10;
export const dispatchTarget = { most: 200 } as const;

/** From Enter, or from the start of the verb, to the row of the new session. */
export const dispatch: Part = {
  name: 'dispatch',
  run: ({ builds, times }) =>
    withBenches(builds, async benches => {
      for (const bench of benches) await bench.openView();
      const measured = await inTurns(benches, rounds * times, async (bench, round) => ({
        typed: await dispatchInView(bench, round),
        run: await dispatchFromShell(bench, round),
      }));
      return measured.map(dispatchFigures);
    }),
};

function dispatchFigures(
  measured: readonly { readonly typed: number; readonly run: number }[],
): readonly Figure[] {
  const how = `median of ${measured.length}`;
  return [
    {
      ...{ name: 'Enter in the view → row', value: median(measured.map(({ typed }) => typed)), unit: 'ms' },
      ...{ how, target: dispatchTarget },
    },
    {
      ...{ name: '`agents run` → row in the open view', value: median(measured.map(({ run }) => run)) },
      ...{ unit: 'ms', how: `${how}, from the exec of agents`, target: dispatchTarget },
    },
  ];
}

async function dispatchInView({ terminal }: Bench, round: number): Promise<number> {
  terminal.type(`typed${round} scn-hello`);
  await terminal.when(screen => screen.includes(`❯ typed${round} scn-hello`));
  await terminal.quiet(100);
  const enteredAt = terminal.press('Enter');
  const rowAt = await terminal.when(screen =>
    new RegExp(`^. . typed${round} `, 'm').test(withoutField(screen)),
  );
  await terminal.quiet(300);
  return rowAt - enteredAt;
}

async function dispatchFromShell({ build, terminal, home }: Bench, round: number): Promise<number> {
  const startedAt = performance.now();
  const words = ['run', 'say hello scn-hello', '--name', `called${round}`];
  const verb = spawn(build.program, words, { cwd: home.project, env: home.env, stdio: 'ignore' });
  const ended = new Promise(resolve => verb.once('close', resolve));
  const rowAt = await terminal.when(screen => new RegExp(`^. . called${round} `, 'm').test(screen));
  await ended;
  await terminal.quiet(300);
  return rowAt - startedAt;
}

/** The text field holds the words until Enter, and is no row. */
function withoutField(screen: string): string {
  return screen.split('\n').slice(0, -4).join('\n');
}
