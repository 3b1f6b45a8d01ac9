import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Status } from '../../../../src/core/session/session.ts';
import { createJob } from '../../../../src/system/store/job/jobs.ts';
import { readSession } from '../../../../src/system/store/job/read-session.ts';
import { writeStatus } from '../../../../src/system/store/job/statuses.ts';
import { scratchPaths, specOf, statusOf } from '../../scratch.ts';

const id = '0123abcd';
const pane = { socket: 'agents', session: '$1', pane: '%5' };

function recorded(status: Record<string, unknown>) {
  const paths = scratchPaths();
  const path = join(createJob(paths, specOf(id), { prompt: '', files: {} }), 'state.json');
  writeFileSync(path, JSON.stringify(status));
  return { paths, path, read: () => (readSession(paths, id) as { status: Status }).status };
}

it('a record that an older version wrote has its terminal', () => {
  const { read } = recorded({ ...statusOf(id), tmux: pane });
  expect(read()).toEqual({ ...statusOf(id), place: { backend: 'tmux', ...pane } });
});

it('a record that this version writes has it where an older version reads it', () => {
  const { paths, path, read } = recorded({ ...statusOf(id), tmux: pane });
  writeStatus(paths, read());
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ ...statusOf(id), tmux: pane });
});

it('the place of another backend comes back as it was written', () => {
  const { paths, read } = recorded({});
  const status = { ...statusOf(id), place: { backend: 'memory', key: '7' } };
  writeStatus(paths, status);
  expect(read()).toEqual(status);
});

it.each(['%5', 5, { pane: 5 }, ['%5']])('%j is no place, and the record is damaged', wrong => {
  expect(recorded({ ...statusOf(id), tmux: wrong }).read()).toMatchObject({ state: 'unknown' });
});
