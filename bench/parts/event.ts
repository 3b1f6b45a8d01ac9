import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Part } from '../figure.ts';
import { type Bench, withBench } from '../fleet.ts';
import { median, quantile } from '../numbers.ts';

const rounds = 20;

/** From the start of the real hook script in a living session to the row that shows what it says. */
export const event: Part = {
  name: 'event',
  run: () =>
    withBench(async bench => {
      const said = await bench.agents('run', 'think about it scn-think-600', '--name', 'thinker');
      const id = /[0-9a-f]{8}/.exec(said)?.[0] ?? '';
      await bench.openView();
      await bench.terminal.when(screen => /✻? ?thinker/.test(screen));
      await bench.terminal.quiet(150);
      const times: number[] = [];
      for (let round = 1; round <= rounds; round += 1)
        times.push(await fireEvent(bench, id, `step ${round}.`));
      const how = `median of ${rounds}, from the start of the hook script`;
      return [
        { name: "hook's event → changed row", value: median(times), unit: 'ms', how, target: { most: 150 } },
        { name: 'the same, 95th percentile', value: quantile(times, 0.95), unit: 'ms', how: `of ${rounds}` },
      ];
    }),
};

async function fireEvent({ home, terminal }: Bench, id: string, words: string): Promise<number> {
  // Not in step with the rounds of the supervisor.
  await new Promise(resolve => setTimeout(resolve, 120 + Math.random() * 500));
  const data = {
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command: words },
  };
  const firedAt = performance.now();
  const env = { ...home.env, AGENTS_JOB_DIR: join(home.agentsHome, 'jobs', id) };
  const hook = spawn('/bin/sh', [join(home.agentsHome, 'daemon', 'hook.sh'), 'PreToolUse'], {
    ...{ env, stdio: ['pipe', 'ignore', 'ignore'] },
  });
  hook.stdin?.end(JSON.stringify(data));
  return (await terminal.when(screen => screen.includes(words))) - firedAt;
}
