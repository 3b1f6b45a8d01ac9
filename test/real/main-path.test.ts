import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Question } from '../../src/core/question/question.ts';
import { agents, jobIds } from '../helpers/program.ts';
import type { ScratchHome } from '../helpers/scratch-home.ts';
import { waitUntil } from '../helpers/wait.ts';
import {
  type FakeModel,
  installUserHook,
  kit,
  openView,
  realHome,
  screenOf,
  seenAt,
  start,
  startModel,
  state,
  stateIs,
} from './real-claude.ts';

if (!kit)
  console.log('SKIPPED: the real agents are not here (set AGENTS_REAL_KIT to the folder real-agents).');

describe.skipIf(!kit)('with the real Claude Code', () => {
  let model: FakeModel;
  beforeAll(async () => {
    model = await startModel();
  });
  afterAll(() => model.close());

  test('the way from a prompt in the view to a finished session', async () => {
    const home = realHome(model, { flags: '--permission-mode manual' });
    const trace = installUserHook(home, 'PreToolUse');
    const view = await openView(home);
    await view.type('Create a file scn-shell');
    const dispatchedAt = performance.now();
    await view.press('Enter');
    const id = await onlyId(home);
    say('dispatch → recorded', performance.now() - dispatchedAt);
    await view.waitFor('Working');
    const [dialogAt, rowAt] = await Promise.all([
      seenAt(home, id, /Do you want to proceed/),
      view.waitFor('Needs input', { limitMs: 20_000 }).then(() => performance.now()),
    ]);
    say('permission: dialog on the screen → row', rowAt - dialogAt);
    expect(rowAt - dialogAt).toBeLessThan(1500);
    await view.press('Space');
    await view.waitFor(/touch made-[\s\S]*1\. Yes/);
    await view.press('1');
    await view.press('Enter');
    const answeredAt = performance.now();
    await stateIs(home, id, { state: 'completed', summary: expect.stringContaining('Done.') });
    say('permission approved → Completed', performance.now() - answeredAt);
    await view.waitFor('Completed');
    expect(readdirSync(home.project).some(name => name.startsWith('made-'))).toBe(true);
    expect(existsSync(trace)).toBe(true);
    const evidence = state(home, id)?.['memory'] as { lastEvent?: { name: string } };
    expect(evidence.lastEvent?.name).toBe('Stop');
    await view.press('Right');
    await view.waitFor('manual mode');
    await view.press('Left');
    // The word that the reply was sent stands there for five seconds.
    await view.waitFor('space closes', { limitMs: 10_000 });
  });

  test('a question with options is answered from the peek', async () => {
    const home = realHome(model);
    const id = await start(home, 'Choose scn-ask');
    const view = await openView(home);
    await asks(home, id, /Which database/, {
      waitingFor: 'question',
      question: { text: 'Which database should we use?' },
    });
    await view.press('Space');
    await view.waitFor('PostgreSQL');
    await view.press('2', 'Enter');
    await stateIs(home, id, { state: 'completed', summary: expect.stringContaining('PostgreSQL') });
  });

  test('several questions are answered one after the other', async () => {
    const home = realHome(model);
    const id = await start(home, 'Choose scn-askmulti');
    const view = await openView(home);
    await asks(home, id, /Which platforms/, { waitingFor: 'question', question: { multiple: true } });
    await view.press('Space');
    await view.waitFor('Windows');
    await view.press('1', '3', 'Enter');
    await stateIs(home, id, { question: { text: 'Which licence?' } });
    await view.waitFor(/1 of 2 answered[\s\S]*Apache/);
    await view.press('1', 'Enter');
    await stateIs(home, id, {
      state: 'needs-input',
      question: {
        options: expect.arrayContaining([
          expect.objectContaining({ label: expect.stringContaining('Submit') }),
        ]),
      },
    });
    await view.waitFor('Submit');
    await view.press('1', 'Enter');
    await stateIs(home, id, { state: 'completed', summary: expect.stringMatching(/Linux.*Windows|Windows/) });
  });

  test('a ! command from the peek runs in the agent’s shell', async () => {
    const home = realHome(model);
    const id = await start(home, 'Say scn-hello');
    await stateIs(home, id, { state: 'completed' });
    const view = await openView(home);
    await view.press('Space');
    await view.waitFor('❯ type a reply, or Tab: Run the tests.');
    await view.type('!echo $((40+2)) > by-the-shell');
    await view.press('Enter');
    await view.waitFor('Sent to real.', { limitMs: 20_000 });
    const made = join(home.project, 'by-the-shell');
    await waitUntil(
      () => existsSync(made) && readFileSync(made, 'utf8') === '42\n',
      () => 'The command has not run',
    );
    // An agent that is left in its shell mode would run the next reply.
    await view.type('scn-question');
    await view.press('Enter');
    await stateIs(home, id, { state: 'needs-input', question: { kind: 'prose' } });
    await view.waitFor('Tab: Use a double jump.');
  });

  test('the peek reads back beyond the screen, which has no scrollback', async () => {
    const home = realHome(model);
    const lines = Array.from({ length: 70 }, (_, index) => `wish ${index + 1} of 70`);
    const id = await start(home, `${lines.join('\n')}\nscn-hello`);
    await stateIs(home, id, { state: 'completed' });
    const view = await openView(home);
    await view.press('Space');
    await view.waitFor(/wish 70 of 70[\s\S]*● Hello/);
    await view.press('PPage', 'Home');
    await view.waitFor(/❯ wish 1 of 70\n +wish 2 of 70/);
    await view.press('End');
    await view.waitFor(/wish 70 of 70[\s\S]*● Hello/);
  });

  test('a plan is shown and approved', async () => {
    const home = realHome(model);
    const id = await start(home, 'Plan it scn-plan', 'plan');
    const view = await openView(home);
    await asks(home, id, /Would you like to proceed/, { waitingFor: 'plan', question: { kind: 'plan' } });
    await view.press('Space');
    await view.waitFor('Add a double jump');
    await view.waitFor('manually');
    await view.press(await digitOf(home, id, /manually/), 'Enter');
    await stateIs(home, id, { state: 'completed' });
  });

  test('a question in prose gets a typed reply', async () => {
    const home = realHome(model);
    const id = await start(home, 'Look scn-question');
    const view = await openView(home);
    await stateIs(home, id, { state: 'needs-input', question: { kind: 'prose' } });
    await view.press('Space');
    await view.type('The double jump, please');
    await view.press('Enter');
    await stateIs(home, id, { state: 'completed' });
    expect(await screenOf(home, id)).toContain('The double jump, please');
  });

  test.each(['scn-500', 'scn-429'])('%s fails the session, with the error on its row', async scenario => {
    const home = realHome(model);
    const id = await start(home, `Work ${scenario}`);
    await asks(home, id, /API Error/, {
      state: 'failed',
      summary: expect.stringContaining(scenario.slice(4)),
    });
  });

  test('Esc interrupts, and the row says so at once', async () => {
    const home = realHome(model);
    const id = await start(home, 'Talk scn-slow-60');
    const view = await openView(home);
    await stateIs(home, id, { state: 'working', memory: { lastEvent: { name: 'UserPromptSubmit' } } });
    await view.press('Right');
    await view.waitFor('esc to interrupt');
    await view.press('Escape');
    const took = await stateIs(home, id, { state: 'idle' });
    say('Esc → idle', took);
    expect(state(home, id)?.['evidence']).toContainEqual(expect.objectContaining({ source: 'session-file' }));
    await view.press('C-z');
    await view.waitFor('space peeks');
  });

  // Claude Code itself makes four blanks of a tab that is pasted, and wraps long pastes.
  test('a message of several lines arrives byte for byte', async () => {
    const home = realHome(model);
    const id = await start(home, 'Greet scn-hello');
    await stateIs(home, id, { state: 'completed' });
    const text =
      'First line; with #(touch x) "quotes" and \'more\'\n  indented\n\n\ttab é 🙂 \\ $HOME;\nlast line;';
    const { code, stdout, stderr } = await agents(home, ['send', id, '-'], { input: text });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/delivered/);
    await waitUntil(
      () => promptsIn(home).some(prompt => prompt.includes(text.replace('\t', '    '))),
      () => `The transcript holds: ${JSON.stringify(promptsIn(home))}`,
    );
  });

  test('the question whether the folder is trusted is answered from the peek', async () => {
    const home = realHome(model, { trust: 'ask' });
    const id = await start(home, 'Greet scn-hello');
    const view = await openView(home);
    await asks(home, id, /trust/, { state: 'needs-input', waitingFor: 'dialog' });
    await view.press('Space');
    await view.press(await digitOf(home, id, /^Yes/), 'Enter');
    await stateIs(home, id, { state: 'completed' });
  });

  test('/exit ends the session in good order', async () => {
    const home = realHome(model);
    const id = await start(home, 'Greet scn-hello');
    await stateIs(home, id, { state: 'completed' });
    await agents(home, ['send', id, '/exit']);
    await stateIs(home, id, { state: 'completed', process: 'exited', exitCode: 0 });
  });
});

async function asks(home: ScratchHome, id: string, screen: RegExp, expected: object): Promise<void> {
  const seen = seenAt(home, id, screen);
  await stateIs(home, id, expected);
  const stateAt = performance.now();
  say(`${screen}: screen → state`, stateAt - (await seen));
}

/** The key that chooses the option, when the row knows it. */
async function digitOf(home: ScratchHome, id: string, label: RegExp): Promise<string> {
  const find = () => {
    const question = state(home, id)?.['question'] as Question | undefined;
    const index = question?.options.findIndex(option => label.test(option.label)) ?? -1;
    return index >= 0 && `${index + 1}`;
  };
  return waitUntil(find, () => `No option ${label} in ${JSON.stringify(state(home, id)?.['question'])}`);
}

const onlyId = (home: ScratchHome) =>
  waitUntil(
    () => jobIds(home)[0] ?? false,
    () => 'No session was recorded.',
  );

/** What the person's turns say in Claude Code's transcripts. */
function promptsIn({ claudeConfig }: ScratchHome): string[] {
  const projects = join(claudeConfig, 'projects');
  const files = readdirSync(projects, { recursive: true, encoding: 'utf8' }).filter(name =>
    name.endsWith('.jsonl'),
  );
  const lines = files.flatMap(name => readFileSync(join(projects, name), 'utf8').split('\n').filter(Boolean));
  return lines
    .map(line => JSON.parse(line) as { type?: string; message?: { content?: unknown } })
    .filter(entry => entry.type === 'user' && typeof entry.message?.content === 'string')
    .map(entry => String(entry.message?.content));
}

function say(what: string, ms: number): void {
  console.log(`  ${what}: ${Math.round(ms)} ms`);
}
