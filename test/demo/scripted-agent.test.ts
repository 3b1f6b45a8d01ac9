import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readClaudeScreen } from '../../src/core/agents/claude/claude-screen.ts';
import { makeScratchHome } from '../helpers/scratch-home.ts';
import { openTerminal } from '../helpers/terminal.ts';
import { waitUntil } from '../helpers/wait.ts';

const uuid = '11111111-2222-4333-8444-555555555555';

/** Starts the agent in a terminal of its own, as `agents` starts Claude Code. */
async function start(words: string, env: Readonly<Record<string, string>> = {}) {
  const home = makeScratchHome();
  onTestFinished(home.cleanup);
  const size = { columns: 120, rows: 36 };
  const terminal = await openTerminal({ ...size, env: { ...home.env, ...env }, cwd: home.project });
  await terminal.run(`clear; claude --session-id ${uuid} -n mine ${words}`);
  const read = async () => {
    const { x, y } = await terminal.cursor();
    const [text, title] = [await terminal.screen(), await terminal.title()];
    const screen = { lines: text.split('\n'), title, cursorX: x, cursorY: y, width: 120, height: 36 };
    return readClaudeScreen(screen);
  };
  const says = async (state: string, waitingFor?: string) => {
    let last: unknown;
    const fits = async () => {
      const reading = await read();
      last = reading;
      return reading.state === state && reading.waitingFor === waitingFor && reading;
    };
    return waitUntil(fits, () => `It should read as ${state}, but: ${JSON.stringify(last, null, 1)}`);
  };
  const sessionFile = () => {
    const directory = join(home.claudeConfig, 'sessions');
    const [file] = existsSync(directory) ? readdirSync(directory) : [];
    return file === undefined ? undefined : JSON.parse(readFileSync(join(directory, file), 'utf8'));
  };
  return { ...terminal, home, read, says, sessionFile };
}

/** Claude Code is deaf for 0.2 s after a dialog has appeared: press until the screen changes. */
async function answer(agent: Awaited<ReturnType<typeof start>>, key: string, expected: RegExp) {
  const pressed = async () => {
    await agent.press(key);
    return agent.waitFor(expected, { limitMs: 250 }).catch(() => undefined);
  };
  return waitUntil(pressed, () => `${key} had no effect`);
}

const scenes: readonly (readonly [scenario: string, state: string, waitingFor: string | undefined])[] = [
  ['scn-think-30', 'working', undefined],
  ['scn-slow-30', 'working', undefined],
  ['scn-loop-9', 'working', undefined],
  ['scn-prose', 'working', undefined],
  ['scn-retry500-9', 'working', undefined],
  ['scn-shell', 'needs-input', 'permission'],
  ['scn-edit', 'needs-input', 'permission'],
  ['scn-ask', 'needs-input', 'question'],
  ['scn-askmulti', 'needs-input', 'question'],
  ['scn-plan', 'needs-input', 'plan'],
  ['scn-question', 'needs-input', 'question'],
  ['scn-hello', 'completed', undefined],
  ['scn-pr', 'completed', undefined],
  ['scn-500', 'failed', undefined],
  ['scn-429', 'failed', 'limit'],
];

it.each(scenes)('%s is read from the screen as %s (%s)', async (scenario, state, waitingFor) => {
  const agent = await start(`"do it: ${scenario}"`);
  await agent.says(state, waitingFor);
});

it('asks for trust first, with No selected', async () => {
  const agent = await start('', { SCRIPTED_TRUST: 'ask' });
  await agent.says('needs-input', 'dialog');
  expect(await agent.screen()).toContain('❯ No, exit');
});

it('runs the command that was allowed, and writes the file that was allowed', async () => {
  const agent = await start('"scn-edit"');
  await agent.waitFor('Do you want to create notes.txt?');
  await answer(agent, '1', /Done\. notes\.txt has two lines/);
  expect(readFileSync(join(agent.home.project, 'notes.txt'), 'utf8')).toBe('hello\nworld\n');
});

it('ignores a key in the first moment of a dialog', async () => {
  const agent = await start('"scn-shell"', { SCRIPTED_DEAF_MS: '60000' });
  await agent.waitFor('Do you want to proceed?');
  await agent.press('1');
  await agent.settle();
  await agent.says('needs-input', 'permission');
});

it('takes several answers of one question, and the answers of several', async () => {
  const agent = await start('"scn-askmulti"');
  await agent.waitFor('Which platforms');
  await answer(agent, '1', /1\. \[✔\] Linux/);
  await agent.press('3', 'Tab', '2');
  await agent.waitFor('Review your answers');
  await agent.press('Enter');
  await agent.waitFor('Linux, Windows; Apache-2.0');
});

it('takes an answer in own words', async () => {
  const agent = await start('"scn-ask"');
  await agent.waitFor('Which database');
  await answer(agent, '4', /❯ 4\. Type something/);
  await agent.type('a flat file');
  await agent.waitFor('❯ 4. a flat file');
  await agent.press('Enter');
  await agent.waitFor('Which database should we use? → a flat file');
});

it('receives a pasted prompt byte for byte, and sends it at Enter only', async () => {
  const agent = await start('');
  const prompt = `scn-echo first line\n  second "line" $HOME \`x\`;\n\n${'long '.repeat(400)}äöü 日本 👍🏽`;
  await agent.waitFor('? for shortcuts');
  await agent.paste(prompt);
  await agent.waitFor('scn-echo first line');
  await agent.press('Enter');
  await agent.waitFor('as received-1.txt');
  expect(readFileSync(join(agent.home.project, 'received-1.txt'), 'utf8')).toBe(prompt);
});

it('gives the prompt back when it is interrupted before any answer, and fires no hook', async () => {
  const agent = await start('"scn-think-30"');
  await agent.says('working');
  await agent.press('Escape');
  await agent.waitFor(/─\n❯.scn-think-30\n─/);
  await waitUntil(
    () => agent.sessionFile()?.status === 'idle',
    () => 'The session file is not idle',
  );
});

it('says in its session file what it does, until it exits', async () => {
  const agent = await start('"scn-shell"');
  await agent.waitFor('Do you want to proceed?');
  expect(agent.sessionFile()).toMatchObject({
    sessionId: uuid,
    status: 'waiting',
    waitingFor: 'permission prompt',
  });
  await answer(agent, '3', /Interrupted/);
  await agent.type('/exit');
  await agent.waitFor(/❯.\/exit/);
  await agent.press('Enter');
  await agent.waitFor('Resume this session with:');
  expect(agent.sessionFile()).toBeUndefined();
});

it('goes on with an earlier conversation', async () => {
  const agent = await start('"scn-hello"');
  await agent.waitFor('three files checked');
  await agent.press('C-c', 'C-c');
  await agent.waitFor('Resume this session with:');
  await agent.run(`clear; claude --resume ${uuid}`);
  await agent.waitFor(/scn-hello[\s\S]*three files checked[\s\S]*manual mode on/);
});

it('fires the hooks of its settings in Claude Code’s order, with the tool on stdin', async () => {
  const agent = await start('');
  await agent.press('C-c', 'C-c');
  const events = [
    'SessionStart',
    'UserPromptSubmit',
    'PreToolUse',
    'PermissionRequest',
    'PostToolUse',
    'Stop',
  ];
  const log = join(agent.home.root, 'hooks.log');
  const hook = [{ hooks: [{ type: 'command', command: `(cat; echo) >> '${log}'` }] }];
  const settings = join(agent.home.root, 'settings.json');
  writeFileSync(settings, JSON.stringify({ hooks: Object.fromEntries(events.map(event => [event, hook])) }));
  await agent.run(`clear; claude --settings ${settings} "scn-shell"`);
  await agent.waitFor('Do you want to proceed?');
  await answer(agent, '1', /The tool returned: created/);
  const fired = () =>
    readFileSync(log, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
  await waitUntil(
    () => fired().length === events.length,
    () => JSON.stringify(fired(), null, 1),
  );
  expect(fired().map(event => event.hook_event_name)).toEqual(events);
  expect(fired()[3]).toMatchObject({ tool_name: 'Bash', tool_input: { description: 'Create a file' } });
});

it('draws itself again when the terminal changes its size', async () => {
  const agent = await start('"scn-hello"');
  await agent.waitFor('three files checked');
  await agent.resize(60, 20);
  await agent.waitFor(screen => screen.split('\n').every(line => line.length <= 60) && /─{50}/.test(screen));
  await agent.waitFor(/❯\s*\n─+\n {2}⏸ manual mode on/);
});

it('ends with exit code 3 when it crashes, and leaves its session file behind', async () => {
  const agent = await start('"scn-crash"; echo "exit code $?"');
  await agent.waitFor('exit code 3');
  expect(agent.sessionFile()).toMatchObject({ status: 'busy' });
});
