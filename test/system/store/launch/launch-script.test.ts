import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { LaunchScript } from '../../../../src/system/store/launch/launch-script.ts';
import { launchScript } from '../../../../src/system/store/launch/launch-script.ts';
import { scratchDirectory, sentenceOf } from '../../scratch.ts';

const printEverything = `process.stdout.write(JSON.stringify({
  args: process.argv.slice(1), cwd: process.cwd(), value: process.env.VALUE }))`;
const argv = [process.execPath, '-e', printEverything, '--'];

function run(launch: Partial<LaunchScript>, env: NodeJS.ProcessEnv = process.env) {
  const directory = scratchDirectory();
  const file = join(directory, 'launch.sh');
  writeFileSync(file, launchScript({ cwd: directory, environment: {}, argv, ...launch }));
  const { stdout, status } = spawnSync('/bin/sh', [file], { encoding: 'utf8', env });
  return { stdout, status, directory };
}

const hostile = `it's "a" $(touch x) \`touch y\` \\ ; & * ~ #{pane_id} #(touch z)\n\nend 🎉`;

test('directories, variables and arguments arrive as they are, and nothing in them runs', () => {
  const cwd = join(scratchDirectory(), hostile.replaceAll('/', ''));
  mkdirSync(cwd);
  const { stdout } = run({ cwd, environment: { VALUE: hostile }, argv: [...argv, hostile, ''] });
  expect(JSON.parse(stdout)).toEqual({ args: [hostile, ''], cwd, value: hostile });
  expect(readdirSync(cwd)).toEqual([]);
});

test.each([hostile, '', '\n\n', 'a\n\n', '-n', '%s\\c', 'x'.repeat(120_000)])(
  'a prompt arrives byte for byte (case %#)',
  prompt => {
    const promptFile = join(scratchDirectory(), "it's the prompt.md");
    writeFileSync(promptFile, prompt);
    expect(JSON.parse(run({ promptFile }).stdout).args).toEqual([prompt]);
  },
);

test('a prompt is a part of the option that takes it, where the program wants one', () => {
  const promptFile = join(scratchDirectory(), 'prompt.md');
  writeFileSync(promptFile, `--x ${hostile}`);
  const { stdout } = run({ promptFile, promptOption: "--it's=" });
  expect(JSON.parse(stdout).args).toEqual([`--it's=--x ${hostile}`]);
});

test('of a prompt that is too long for an argument the agent is told where it lies', () => {
  const promptFile = join(scratchDirectory(), 'prompt.md');
  writeFileSync(promptFile, 'ä'.repeat(500_000));
  const [argument] = JSON.parse(run({ promptFile }).stdout).args;
  expect(argument).toContain(`Read the file ${promptFile} in full`);
});

test('a missing directory and a missing program are sentences', () => {
  expect(run({ cwd: "/nowhere/it's gone" })).toMatchObject({
    status: 1,
    stdout: expect.stringContaining("agents: cannot start in /nowhere/it's gone:"),
  });
  expect(run({ argv: ['no-such-agent'] })).toMatchObject({
    status: 127,
    stdout: expect.stringContaining('agents: no-such-agent is not installed'),
  });
});

test('a shell job runs in the shell of the person, with its exit code', () => {
  const job = { command: `echo "it's $0" | cat; exit 7`, directory: scratchDirectory() };
  expect(run({ job }, { PATH: process.env['PATH'], SHELL: '/bin/bash' })).toMatchObject({
    status: 7,
    stdout: "it's /bin/bash\n",
  });
  expect(run({ job }, { PATH: process.env['PATH'] }).stdout).toBe("it's /bin/sh\n");
});

test('worktree.setup that fails is told; one that is stopped has not failed, also after one that has', () => {
  const directory = scratchDirectory();
  const hook = join(directory, 'hook.sh');
  writeFileSync(hook, `echo "$1 $(cat)" >>"${directory}/told"`);
  const told = () => readFileSync(join(directory, 'told'), 'utf8').match(/^\w+/gm);
  const setup = (command: string) => run({ setup: { command, directory, hook } });
  expect(setup('exit 3')).toMatchObject({ status: 1, stdout: expect.stringContaining('exit code 3.') });
  expect(told()).toEqual(['Preparing', 'StartFailed']);
  // As a stop does, which asks the script itself last.
  expect(setup('kill $PPID')).toMatchObject({ status: 1, stdout: '$ kill $PPID\n' });
  expect(told()).toEqual(['Preparing', 'StartFailed', 'Preparing']);
});

test('what no program can be given is refused', () => {
  const script = (change: Partial<LaunchScript>) => () =>
    launchScript({ cwd: '/', environment: {}, argv: ['x'], ...change });
  expect(sentenceOf(script({ environment: { 'A;touch x': '' } }))).toContain(
    '"A;touch x" cannot be the name',
  );
  expect(sentenceOf(script({ argv: ['a\0b'] }))).toContain('NUL');
});
