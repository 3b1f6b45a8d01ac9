import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jobFile, startSession } from '../../test/helpers/program.ts';
import { makeScratchHome, type ScratchHome } from '../../test/helpers/scratch-home.ts';
import { waitUntil } from '../../test/helpers/wait.ts';
import { supervisorPid } from '../fleet.ts';

export interface Looking {
  readonly looks: number;
  /** Processor time of the supervisor for one look, alone and with the tmux clients that it ran; ms. */
  readonly ownMs: number;
  readonly allMs: number;
  readonly spawnsPerLook: number;
  readonly screensPerLook: number;
}

export interface Cost {
  readonly sessions: number;
  readonly seconds: number;
  readonly changing: Looking;
  readonly still: Looking;
}

const [sessions, seconds] = [50, 20];

/** Sessions whose screens change every second for as long as there is a file `noise`. */
export async function measureCost(): Promise<Cost> {
  const home = makeScratchHome();
  try {
    const noise = join(home.root, 'noise');
    writeFileSync(noise, '');
    installAgent(home, noise);
    const log = installCounter(home);
    const ids: string[] = [];
    for (let index = 0; index < sessions; index += 1) {
      ids.push(await startSession(home, ['work', '--agent', 'claude', '--name', `job ${index}`]));
    }
    const allWork = () => ids.every(id => jobFile(home, id, 'state.json')?.['state'] === 'working');
    await waitUntil(allWork, () => 'The sessions did not begin to work.', { limitMs: 60_000 });
    await sleep(3000);
    const changing = await measure(home, log);
    rmSync(noise);
    await sleep(5000);
    return { sessions, seconds, changing, still: await measure(home, log) };
  } finally {
    await home.cleanup();
  }
}

/** A screen as Claude Code shows it at work: what costs is reading it, and it is read as that agent's. */
function installAgent(home: ScratchHome, noise: string): void {
  const script = `#!/bin/sh
stty -icanon -echo
seconds=0
rule=────────────────────────────────────────────────────────────────────────────────
while :; do
  if [ -e '${noise}' ]; then
    seconds=$((seconds + 1))
    printf '\\033[H\\033[2J❯ work\\n\\n● I look at part %s of the project and tell what is wrong with it.\\n\\n' $seconds
    for line in 1 2 3 4 5 6 7 8; do printf '  %s. a line of what it found in the files of the project\\n' $line; done
    printf '\\n✽ Working… (%ss · ↓ 9 tokens)\\n\\n%s\\n❯ \\n%s\\n  ⏸ manual mode on · esc to interrupt\\n' $seconds $rule $rule
  fi
  sleep 1
done
`;
  writeFileSync(join(home.root, 'bin', 'claude'), script, { mode: 0o755 });
}

/** Stands before tmux on PATH and writes a line for each start; what is read on stdin is counted by its pieces. */
function installCounter(home: ScratchHome): string {
  const log = join(home.root, 'tmux.log');
  const real = execFileSync('sh', ['-c', 'command -v tmux'], { encoding: 'utf8' }).trim();
  writeFileSync(log, '');
  const script = `#!/bin/sh
case "$*" in
  *source-file*) tee -a '${log}' | '${real}' "$@" ; echo "SPAWN $*" >>'${log}' ;;
  *) printf 'SPAWN %s\\n' "$(printf %s "$*" | tr '\\n' ' ')" >>'${log}' ; exec '${real}' "$@" ;;
esac
`;
  writeFileSync(join(home.root, 'bin', 'tmux'), script, { mode: 0o755 });
  return log;
}

async function measure(home: ScratchHome, log: string): Promise<Looking> {
  const pid = await supervisorPid(home);
  const before = { log: readFileSync(log, 'utf8').length, time: processorMs(pid) };
  await sleep(seconds * 1000);
  const time = processorMs(pid);
  const lines = readFileSync(log, 'utf8').slice(before.log);
  const count = (pattern: RegExp) => lines.match(pattern)?.length ?? 0;
  const looks = count(/^SPAWN .*list-panes/gm);
  return {
    looks,
    ownMs: (time.own - before.time.own) / looks,
    allMs: (time.all - before.time.all) / looks,
    spawnsPerLook: count(/^SPAWN /gm) / looks,
    screensPerLook: count(/capture-pane/g) / looks,
  };
}

/** Of a process, alone and with the children that it has waited for. */
function processorMs(pid: number): { readonly own: number; readonly all: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
  return { own: (user + system) * 10, all: (user + system + childUser + childSystem) * 10 };
}
