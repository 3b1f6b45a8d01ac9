import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, linkSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { agents, jobFile, startSession } from '../helpers/program.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { waitUntil } from '../helpers/wait.ts';

const program = fileURLToPath(new URL('../../dist/agents.js', import.meta.url));
const quoted = `"${process.execPath}" "${program}"`;

test('a prompt, a message or a screen without end is refused in a sentence, and nothing is started', async () => {
  const home = scratchHome();
  execFileSync('mkfifo', [join(home.project, 'pipe')]);
  const lines = [
    'run --prompt-file /dev/zero',
    'run --prompt-file pipe',
    'run - </dev/zero',
    'send nobody - </dev/zero',
    'explain --agent claude --screen /dev/zero',
    'explain --agent claude --screen - </dev/zero',
  ];
  for (const line of lines) {
    const { code, stderr } = await inShell(home, `${quoted} ${line}`);
    expect({ line, code, stderr }).toEqual({
      line,
      code: 1,
      stderr: expect.stringMatching(/^agents: .* could not be read: it is .*\.\n$/),
    });
  }
  expect(JSON.parse((await agents(home, ['list', '--json'])).stdout)).toEqual([]);
});

test('a prompt through a pipe of the shell arrives', async () => {
  const home = scratchHome();
  const line = `exec 3<<end\nsay scn-hello\nend\n${quoted} run --name piped --prompt-file /dev/fd/3`;
  expect(await inShell(home, line)).toMatchObject({ code: 0 });
});

test.each(['watch', 'logs alpha -f'])('agents %s ends as soon as nobody reads it', async verb => {
  const home = scratchHome();
  const id = await startSession(home, ['--exec', 'echo first; sleep 60', '--name', 'alpha', '--now']);
  await waitUntil(
    () => jobFile(home, id, 'state.json')?.['state'] === 'working',
    () => 'The job never ran.',
  );
  const startedAt = performance.now();
  const { stdout } = await inShell(home, `${quoted} ${verb} | head -n 1`);
  expect(stdout).not.toBe('');
  // Its next change would come after a minute.
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});

test('agents doctor does not wait for an agent whose --version never ends', async () => {
  const home = scratchHome();
  const bin = join(home.root, 'bin');
  for (const name of ['codex', 'gemini', 'opencode']) {
    writeFileSync(join(bin, name), '#!/bin/sh\nsleep 300\necho\n');
    chmodSync(join(bin, name), 0o755);
  }
  const { stdout } = await agents(home, ['doctor']);
  expect(stdout).toMatch(/Codex.*took longer than 2\.5 s and was ended/);
});

test('events of 300 MB cost time and no memory, and another job is watched meanwhile', async () => {
  const home = scratchHome();
  const id = await startSession(home, ['--exec', 'sleep 60', '--name', 'alpha', '--now']);
  await agents(home, ['daemon', 'stop']);
  const inbox = join(home.agentsHome, 'jobs', id, 'inbox');
  const one = join(home.root, 'event.json');
  writeFileSync(one, JSON.stringify({ tool_name: 'Read', tool_response: 'y'.repeat(1_000_000) }));
  for (let number = 0; number < 300; number += 1) linkSync(one, join(inbox, `${number}.PostToolUse.json`));
  await agents(home, ['daemon', 'start']);
  const other = await startSession(home, ['--exec', 'exit 7', '--name', 'beside', '--now']);
  await waitUntil(
    () => jobFile(home, other, 'state.json')?.['state'] === 'failed',
    () => 'The end of the other job was not seen.',
  );
  await waitUntil(
    () => readdirSync(inbox).length === 0,
    () => `${readdirSync(inbox).length} events are left.`,
    { limitMs: 30_000 },
  );
  expect(mostMemory(await supervisorPid(home))).toBeLessThan(250);
});

async function supervisorPid(home: ScratchHome): Promise<number> {
  const { stdout } = await agents(home, ['daemon', 'status', '--json']);
  return JSON.parse(stdout).supervisor.pid;
}

/** MiB, as far as the system tells. */
function mostMemory(pid: number): number {
  if (process.platform !== 'linux') return 0;
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function inShell(home: ScratchHome, script: string) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>(resolve => {
    const child = spawn('sh', ['-c', script], {
      cwd: home.project,
      env: home.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', part => (stdout += part));
    child.stderr.on('data', part => (stderr += part));
    child.once('close', code => resolve({ code, stdout, stderr }));
  });
}
