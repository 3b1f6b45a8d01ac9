import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { StartRequest } from '../../../src/backends/backend.ts';
import type { DispatchRequest } from '../../../src/core/effects.ts';
import { dispatch } from '../../../src/operations/dispatch/dispatch.ts';
import { jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { takeEvents } from '../../../src/system/store/messages/events.ts';
import { type MemoryWorld, memoryWorld } from '../../helpers/memory-world.ts';

const task = "fix it; rm -rf '#(touch x)'";

function requestIn(world: MemoryWorld, part: Partial<DispatchRequest> = {}): DispatchRequest {
  return { kind: 'background', agent: 'claude', text: task, cwd: world.project, flags: [], ...part };
}

it('a session is on record before it starts, and no word of its task is an argument', async () => {
  const requests: StartRequest[] = [];
  const world = memoryWorld((_terminal, request) => {
    requests.push(request);
    expect(readdirSync(jobDirectory(world.paths, request.id))).toContain('spec.json');
    return {};
  });
  const { spec, started } = dispatch(world, requestIn(world), { columns: 100, rows: 30 });
  await started;
  const script = join(jobDirectory(world.paths, spec.id), 'launch.sh');
  expect(requests).toMatchObject([
    { id: spec.id, slug: spec.slug, argv: ['/bin/sh', script], size: { columns: 100, rows: 30 } },
  ]);
  expect(spec.slug).toMatch(/^[a-z0-9-]+$/);
  expect(readFileSync(join(jobDirectory(world.paths, spec.id), 'prompt.md'), 'utf8')).toBe(task);
});

it('one that could not be started says why, also to the supervisor', async () => {
  const world = memoryWorld(() => {
    throw new Error('there is no room.');
  });
  const { spec, started } = dispatch(world, requestIn(world, { name: 'alpha' }));
  await expect(started).rejects.toThrow('alpha could not be started: there is no room.');
  expect(takeEvents(world.paths, spec.id).events).toMatchObject([
    { name: 'StartFailed', data: { message: 'there is no room.' } },
  ]);
});

it.each<[string, Partial<DispatchRequest>, string]>([
  ['an agent that nobody knows', { agent: 'nobody' }, 'There is no agent "nobody".'],
  ['one that is not installed', { agent: 'codex' }, 'Codex is not installed: "codex" is not on PATH.'],
  ['a task for a shell', { agent: 'shell' }, 'The shell takes no task.'],
  ['a directory that is gone', { cwd: '/no/such' }, 'The directory /no/such does not exist. Nothing was'],
  ['a mode that never asks', { flags: ['--dangerously-skip-permissions'] }, 'Accept that once'],
])('%s leaves no record and starts nothing', async (_title, part, sentence) => {
  const world = memoryWorld();
  expect(() => dispatch(world, requestIn(world, part))).toThrow(sentence);
  expect(readdirSync(world.paths.jobs)).toEqual([]);
  expect((await world.backend.list()).panes).toEqual([]);
});

it('nothing starts where agents is switched off', () => {
  const world = memoryWorld();
  const off = { ...world, settings: { ...world.settings, disableAgentView: true } };
  expect(() => dispatch(off, requestIn(world))).toThrow('agents is switched off');
});

it('a shell job needs no agent', async () => {
  const world = memoryWorld();
  rmSync(join(world.env['PATH'] ?? '', 'claude'));
  const { spec, started } = dispatch(world, requestIn(world, { kind: 'exec', agent: 'shell', text: 'make' }));
  await started;
  expect(spec).toMatchObject({ kind: 'exec', command: 'make' });
  expect((await world.backend.list()).panes).toMatchObject([{ id: spec.id, dead: false }]);
});
