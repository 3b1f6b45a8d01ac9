import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Part } from '../figure.ts';
import { type Bench, withBench } from '../fleet.ts';
import { median, quantile } from '../numbers.ts';

const rounds = 10;

/** From the moment at which a permission dialog is drawn in its pane to the row that asks for it. */
export const permission: Part = {
  name: 'permission',
  run: () =>
    withBench(async bench => {
      await bench.agents('run', 'say hello scn-hello', '--name', 'asker');
      await bench.openView();
      await bench.terminal.when(screen => /Completed \d+\n.*asker/.test(screen));
      const pane = await watchPane(bench);
      const times: number[] = [];
      try {
        for (let round = 0; round < rounds; round += 1) times.push(await askOnce(bench, pane));
      } finally {
        await pane.close();
      }
      const how = `median of ${rounds}, from the output of the agent that draws the dialog`;
      return [
        { name: 'permission prompt → row', value: median(times), unit: 'ms', how, target: { most: 300 } },
        { name: 'the same, 95th percentile', value: quantile(times, 0.95), unit: 'ms', how: `of ${rounds}` },
      ];
    }),
};

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
