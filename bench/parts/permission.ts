import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Figure, Part } from '../figure.ts';
import { type Bench, withBenches } from '../fleet.ts';
import { median, quantile } from '../numbers.ts';
import { inTurns } from '../turns.ts';

const rounds = 10;

/** From the moment at which a permission dialog is drawn in its pane to the row that asks for it. */
export const permission: Part = {
  name: 'permission',
  run: ({ builds, times: more }) =>
    withBenches(builds, async benches => {
      const askers: Asker[] = [];
      try {
        for (const bench of benches) askers.push({ bench, pane: await startAsker(bench) });
        const measured = await inTurns(askers, rounds * more, ({ bench, pane }) => askOnce(bench, pane));
        return measured.map(permissionFigures);
      } finally {
        for (const { pane } of askers) await pane.close();
      }
    }),
};

interface Asker {
  readonly bench: Bench;
  readonly pane: WatchedPane;
}

async function startAsker(bench: Bench): Promise<WatchedPane> {
  await bench.agents('run', 'say hello scn-hello', '--name', 'asker');
  await bench.openView();
  await bench.terminal.when(screen => /Completed \d+\n.*asker/.test(screen));
  return watchPane(bench);
}

function permissionFigures(times: readonly number[]): readonly Figure[] {
  const how = `median of ${times.length}, from the output of the agent that draws the dialog`;
  return [
    { name: 'permission prompt → row', value: median(times), unit: 'ms', how, target: { most: 300 } },
    {
      ...{ name: 'the same, 95th percentile', value: quantile(times, 0.95), unit: 'ms' },
      how: `of ${times.length}`,
    },
  ];
}

async function askOnce({ terminal, home }: Bench, pane: WatchedPane): Promise<number> {
  const tmux = (...words: readonly string[]) =>
    promisify(execFile)('tmux', ['-L', home.tmuxSocket, ...words], { env: home.env });
  await tmux('send-keys', '-t', pane.id, '-l', '--', 'scn-shell');
  await new Promise(resolve => setTimeout(resolve, 200));
  const drawn = pane.next('Do you want to proceed?');
  const asked = terminal.when(screen => /Needs input \d+\n.*asker/.test(screen));
  await tmux('send-keys', '-t', pane.id, 'Enter');
  const time = (await asked) - (await drawn);
  // Claude Code is deaf for the first 0.2 s of a dialog, and so is the scripted agent.
  await new Promise(resolve => setTimeout(resolve, 300));
  await tmux('send-keys', '-t', pane.id, '3');
  await terminal.when(screen => !/Needs input/.test(screen));
  await new Promise(resolve => setTimeout(resolve, 1200));
  return time;
}

interface WatchedPane {
  readonly id: string;
  /** When the next output with these words comes. */
  readonly next: (words: string) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A control client that only listens: it changes no size and is counted by nobody. */
async function watchPane({ agents, home }: Bench): Promise<WatchedPane> {
  const [session] = JSON.parse(await agents('list', '--json')) as readonly {
    readonly tmux: { readonly session: string; readonly pane: string };
  }[];
  if (!session) throw new Error('The session of the permission measurement is gone.');
  const { pane, session: place } = session.tmux;
  const words = ['-L', home.tmuxSocket, '-C', 'attach-session', '-f', 'ignore-size', '-t', place];
  const child = spawn('tmux', words, { env: home.env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()));
  let heard: (line: string, at: number) => void = () => {};
  createInterface({ input: child.stdout }).on('line', line => {
    if (line.startsWith(`%output ${pane} `)) heard(line, performance.now());
  });
  return {
    id: pane,
    next: text =>
      new Promise(resolve => {
        heard = (line, at) => line.includes(text) && resolve(at);
      }),
    async close() {
      child.stdin.end();
      await ended;
    },
  };
}
