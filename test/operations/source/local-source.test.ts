import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/core/screen/place.ts';
import type { Spec, Status } from '../../../src/core/session/session.ts';
import { localSource } from '../../../src/operations/source/local-source.ts';
import { recordSource } from '../../../src/operations/source/record-source.ts';
import { keepLastScreen } from '../../../src/system/store/history/last-screen.ts';
import { createJob, jobDirectory } from '../../../src/system/store/job/jobs.ts';
import { writeStatus } from '../../../src/system/store/job/statuses.ts';
import { nudge } from '../../../src/system/watch/watch.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';
import { specOf, statusOf } from '../../system/scratch.ts';
import { contract, type Subject } from './contract.ts';

describe('the sessions of this machine', () => {
  contract(subject);

  it('are those under a directory only, where it is asked to', async () => {
    const { paths, project } = memoryWorld();
    const inside = join(project, 'inside');
    mkdirSync(inside);
    createJob(paths, specOf('feed0001', { cwd: inside }), { prompt: '', files: {} });
    const source = recordSource(paths, inside);
    const before = source.read();
    expect(before.sessions.map(({ id }) => id)).toEqual(['feed0001']);
    createJob(paths, specOf('feed0002', { cwd: project }), { prompt: '', files: {} });
    mkdirSync(join(paths.jobs, 'feed0003'));
    const after = source.read();
    expect([after.sessions === before.sessions, after.bad, after.changed]).toEqual([true, [], false]);
  });

  it('tell of an agent that was stopped what stood on its screen before', async () => {
    const { source, paths, put } = subject();
    await put('feed0001', { process: 'exited' }, { kind: 'background', agent: 'claude' });
    keepLastScreen(paths, 'feed0001', ['first', 'last words']);
    const session = source.session('feed0001');
    if (!session) throw new Error('There is no session.');
    expect(await source.history(session, 1)).toEqual({ from: 'kept', lines: ['last words'] });
    expect((await source.screen(session)).lines).toEqual(['first', 'last words']);
  });

  it('cannot be read where something else stands in the place of all records', () => {
    const { paths } = memoryWorld();
    rmSync(paths.jobs, { recursive: true });
    writeFileSync(paths.jobs, '');
    expect(() => recordSource(paths).read()).toThrow(`The sessions in ${paths.jobs} could not be read`);
  });
});

function subject() {
  const world = memoryWorld();
  const { paths, backend, project } = world;
  const places = new Map<string, Place>();
  const start = async (id: string, spec: Partial<Spec>) => {
    const place = await backend.start({ id, slug: id, argv: ['job'] });
    createJob(paths, specOf(id, { cwd: project, ...spec }), { prompt: '', files: {} });
    places.set(id, place);
    return place;
  };
  const endIn = async (id: string) => {
    const place = places.get(id);
    if (place) await backend.end({ place, id });
  };
  const put = async (
    id: string,
    status: Partial<Status> = {},
    spec: Partial<Spec> = { kind: 'exec', agent: 'shell' },
  ) => {
    const place = places.get(id) ?? (await start(id, spec));
    writeStatus(paths, statusOf(id, { place, ...status }));
    nudge(paths, 'changed');
  };
  return {
    paths,
    source: localSource(world),
    put,
    remove: async id => {
      await endIn(id);
      rmSync(jobDirectory(paths, id), { recursive: true });
      nudge(paths, 'changed');
    },
    damage: id => writeFileSync(join(jobDirectory(paths, id), 'spec.json'), '{'),
    print: (id, ...lines) => backend.terminal(id)?.print(...lines),
    loseTerminal: endIn,
  } satisfies Subject & Record<string, unknown>;
}
