import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Figure, Part } from '../figure.ts';
import { type Bench, withBenches } from '../fleet.ts';
import { median, quantile } from '../numbers.ts';
import { inTurns } from '../turns.ts';

const rounds = 20;

/** From the start of the real hook script in a living session to the row that shows what it says. */
export const event: Part = {
  name: 'event',
  run: ({ builds, times: more }) =>
    withBenches(builds, async benches => {
      const thinkers: Thinker[] = [];
      for (const bench of benches) thinkers.push({ bench, id: await startThinker(bench) });
      const measured = await inTurns(thinkers, rounds * more, ({ bench, id }, round) =>
        fireEvent(bench, id, `step ${round + 1}.`),
      );
      return measured.map(eventFigures);
    }),
};

interface Thinker {
  readonly bench: Bench;
  readonly id: string;
}

async function startThinker(bench: Bench): Promise<string> {
  const said = await bench.agents('run', 'think about it scn-think-600', '--name', 'thinker');
  await bench.openView();
  await bench.terminal.when(screen => /✻? ?thinker/.test(screen));
  await bench.terminal.quiet(150);
  return /[0-9a-f]{8}/.exec(said)?.[0] ?? '';
}

function eventFigures(times: readonly number[]): readonly Figure[] {
  const how = `median of ${times.length}, from the start of the hook script`;
  return [
    { name: "hook's event → changed row", value: median(times), unit: 'ms', how, target: { most: 150 } },
    {
      ...{ name: 'the same, 95th percentile', value: quantile(times, 0.95), unit: 'ms' },
      how: `of ${times.length}`,
    },
  ];
}

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
