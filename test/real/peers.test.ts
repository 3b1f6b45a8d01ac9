import { readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agents, startSession } from '../helpers/program.ts';
import { type ScratchHome, scratchHome } from '../helpers/scratch-home.ts';
import { waitUntil } from '../helpers/wait.ts';
import { type FakeModel, kit, screenOf, startModel, stateIs as stateWithin } from './real-claude.ts';

/** How each is started so that it asks. */
const flags = { qwen: ['--approval-mode', 'default'], copilot: [] } as const;
type Peer = keyof typeof flags;

describe.skipIf(!kit).each(Object.keys(flags) as Peer[])('with the real program: %s', peer => {
  let model: FakeModel;
  beforeAll(async () => {
    model = await startModel();
  });
  afterAll(() => model.close());

  const start = (home: ScratchHome, prompt: string) =>
    startSession(home, [prompt, '--agent', peer, '--name', 'real', '--', ...flags[peer]]);

  test('a permission is asked for, given with a digit, and the command has run', async () => {
    const home = realHome(model, peer);
    const id = await start(home, 'Create a file scn-shell');
    await stateIs(home, id, { state: 'needs-input', waitingFor: 'permission' });
    expect(await send(home, id, '--choose', '1')).toBe('delivered\n');
    await stateIs(home, id, { state: 'completed', summary: expect.stringContaining('Done.') });
    expect(readdirSync(home.project).some(name => name.startsWith('made-'))).toBe(true);
  });

  test('a question gets words of one’s own, and several boxes with the next question', async () => {
    const home = realHome(model, peer);
    const id = await start(home, 'Choose scn-ask');
    await stateIs(home, id, { waitingFor: 'question', question: { options: expect.any(Array) } });
    expect(await send(home, id, '--choose', '4', 'neither, use files')).toBe('delivered\n');
    await stateIs(home, id, { state: 'completed', summary: expect.stringContaining('neither, use files') });
    expect(await send(home, id, 'Choose scn-askmulti')).toMatch(/delivered|queued/);
    await stateIs(home, id, { question: { multiple: true } });
    expect(await send(home, id, '--choose', '1,3')).toBe('delivered\n');
    await stateIs(home, id, { question: { text: expect.stringContaining('Which licence?') } });
    expect(await send(home, id, '--choose', '2')).toBe('delivered\n');
    if (peer === 'qwen') {
      await stateIs(home, id, { question: { text: expect.stringContaining('submit') } });
      expect(await send(home, id, '--choose', '1')).toBe('delivered\n');
    }
    await stateIs(home, id, { state: 'completed', summary: expect.stringContaining('Windows') });
  });

  test.each([
    'a message\nof two lines',
    'ends with a backslash\\',
    'look at @README.md',
    '$HOME and `ticks` "quoted"',
    '# not a heading',
  ])('a message arrives as it was written: %j', async text => {
    const home = realHome(model, peer);
    const id = await start(home, 'Greet scn-hello');
    await stateIs(home, id, { state: 'completed' });
    // Its last hook may still run.
    expect(await send(home, id, `scn-report ${text}`)).toMatch(/^(?:delivered|queued)\n$/);
    if (peer === 'qwen' && text.includes('@')) {
      // It adds the file behind the message, where the model looks for its word: the turn is told by what was read.
      await waitUntil(
        async () => (await screenOf(home, id)).includes('✓ Read @README.md'),
        () => 'The file was not read.',
        { limitMs: 60_000 },
      );
      expect(await screenOf(home, id)).toContain(`> scn-report ${text}\n`);
      return;
    }
    await stateIs(home, id, { state: 'completed', summary: expect.stringContaining('done: ') });
  });

  test('an ended session goes on in its conversation with the next message', async () => {
    const home = realHome(model, peer);
    const id = await start(home, 'Greet scn-hello');
    await stateIs(home, id, { state: 'completed' });
    expect((await agents(home, ['stop', id])).code).toBe(0);
    await stateIs(home, id, { process: 'exited' });
    expect(await send(home, id, 'scn-question')).toMatch(/\w/);
    await stateIs(home, id, { state: 'needs-input', question: { kind: 'prose' } });
    expect(await screenOf(home, id)).toContain('This is the fake model speaking');
  });
});

/** Two agents at once start slowly on a small machine. */
const stateIs = (home: ScratchHome, id: string, expected: object) => stateWithin(home, id, expected, 90_000);

async function send(home: ScratchHome, id: string, ...words: readonly string[]): Promise<string> {
  const { stdout, stderr } = await agents(home, ['send', id, ...words]);
  return `${stdout}${stderr}`;
}

function realHome(model: FakeModel, peer: Peer): ScratchHome {
  const home = scratchHome();
  const script = `#!/bin/sh\nexec '${join(kit ?? '', 'bin', peer)}' "$@"\n`;
  writeFileSync(join(home.root, 'bin', peer), script, { mode: 0o755 });
  writeFileSync(join(home.project, 'README.md'), 'read me\n');
  const env = {
    ...home.env,
    FAKE_MODEL_PORT: `${model.port}`,
    REAL_AGENTS_HOME: home.root,
    REAL_AGENTS_PASS: 'QWEN_CODE_SYSTEM_DEFAULTS_PATH',
    REAL_AGENTS_CACHE: process.env['REAL_AGENTS_CACHE'] ?? join(homedir(), '.cache', 'real-agents'),
  };
  return { ...home, env };
}
