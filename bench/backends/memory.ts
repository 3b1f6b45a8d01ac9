import { execFileSync } from 'node:child_process';
import { residentMib } from '../numbers.ts';
import { type BackendPart, type Subject, startJob, untilListed, withSubjects } from './subject.ts';

/** What one session costs the processes that hold it, beside its own program: the view, and the server of tmux. */
export const memory: BackendPart = isSmall =>
  withSubjects(async subjects => {
    const sessions = isSmall ? 2 : 20;
    const grown: string[] = [];
    for (const subject of subjects) {
      // The first one loads what the others use.
      await startFull(subject, 'first', 1);
      const before = await heldMib(subject);
      for (let index = 0; index < sessions; index += 1) await startFull(subject, `job ${index}`, index + 2);
      grown.push(`${(((await heldMib(subject)) - before) / sessions).toFixed(1)} MiB`);
    }
    return [
      {
        name: 'memory per session',
        values: grown,
        how: `resident memory of the view and of tmux's server by ${sessions} jobs with 2,000 lines of 100 letters, without their programs`,
      },
    ];
  });

async function startFull(subject: Subject, name: string, count: number): Promise<void> {
  const line = 'x'.repeat(94);
  await startJob(subject, name, `seq -f 'n%04g ${line}' 1 2000; sleep 600`);
  await untilListed(subject, all => all.filter(({ state }) => state === 'working').length === count);
}

async function heldMib({ terminal, home, backend }: Subject): Promise<number> {
  // What was needed for a moment only is given back meanwhile.
  await new Promise(resolve => setTimeout(resolve, 3000));
  const view = residentMib(await terminal.pid());
  if (backend !== 'tmux') return view;
  const words = ['-L', home.tmuxSocket, 'display-message', '-p', '#{pid}'];
  return view + residentMib(Number(execFileSync('tmux', words, { encoding: 'utf8' })));
}
