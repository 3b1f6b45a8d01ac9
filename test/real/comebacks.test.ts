import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kill } from '../helpers/processes.ts';
import { agents } from '../helpers/program.ts';
import type { ScratchHome } from '../helpers/scratch-home.ts';
import { waitUntil } from '../helpers/wait.ts';
import {
  type FakeModel,
  kit,
  openView,
  realHome,
  screenOf,
  start,
  startModel,
  state,
  stateIs,
} from './real-claude.ts';

describe.skipIf(!kit)('with the real Claude Code, what has ended comes back in its own conversation', () => {
  let model: FakeModel;
  beforeAll(async () => {
    model = await startModel();
  });
  afterAll(() => model.close());

  test('after its process was killed: by a reply, which is sent once', async () => {
    const home = realHome(model);
    const id = await start(home, 'The first words scn-hello');
    await stateIs(home, id, { state: 'completed' });
    const before = state(home, id);
    await kill(Number(before?.['pid']));
    await stateIs(home, id, { state: 'failed', summary: expect.stringMatching(/^interrupted/) });
    const answer = await agents(home, ['send', id, 'The second words scn-hello']);
    expect(answer).toMatchObject({ code: 0, stdout: 'delivered\n' });
    await stateIs(home, id, { state: 'completed', process: 'alive', sessionId: before?.['sessionId'] });
    await hasBoth(home, id);
    expect(conversations(home)).toHaveLength(1);
    // Claude Code writes its transcript a moment later.
    await waitUntil(
      () => promptsOf(home).length >= 2,
      () => `The transcript holds ${JSON.stringify(promptsOf(home))}`,
    );
    expect(promptsOf(home)).toEqual(['The first words scn-hello', 'The second words scn-hello']);
  });

  test('after the tmux server was killed: by Enter in the view', async () => {
    const home = realHome(model);
    const id = await start(home, 'The first words scn-hello');
    await stateIs(home, id, { state: 'completed' });
    const { sessionId } = state(home, id) ?? {};
    const view = await openView(home);
    await kill(Number(await serverPid(home)));
    await view.waitFor(/^❯ ∙/m);
    await view.press('Enter');
    await view.waitFor(/The first words scn-hello[\s\S]*manual mode/, { limitMs: 20_000 });
    await view.press('C-z');
    await stateIs(home, id, { process: 'alive', sessionId });
    expect(conversations(home)).toHaveLength(1);
  });
});

async function hasBoth(home: ScratchHome, id: string): Promise<void> {
  expect(await screenOf(home, id)).toMatch(/The first words[\s\S]*The second words/);
}

async function serverPid({ agentsHome }: ScratchHome): Promise<number> {
  const roster = JSON.parse(readFileSync(join(agentsHome, 'daemon/roster.json'), 'utf8')) as {
    server: { pid: number };
  };
  return roster.server.pid;
}

/** The transcripts that Claude Code keeps. */
function conversations({ claudeConfig }: ScratchHome): readonly string[] {
  const projects = join(claudeConfig, 'projects');
  const names = readdirSync(projects, { recursive: true, encoding: 'utf8' });
  return names.filter(name => name.endsWith('.jsonl')).map(name => join(projects, name));
}

function promptsOf(home: ScratchHome): readonly string[] {
  const lines = conversations(home).flatMap(file => readFileSync(file, 'utf8').split('\n').filter(Boolean));
  return lines
    .map(line => JSON.parse(line) as { type?: string; message?: { content?: unknown } })
    .filter(({ type, message }) => type === 'user' && typeof message?.content === 'string')
    .map(({ message }) => String(message?.content));
}
