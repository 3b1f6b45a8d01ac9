import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Paths } from '../../../../src/system/files/paths.ts';
import { createJob } from '../../../../src/system/store/job/jobs.ts';
import { readSession } from '../../../../src/system/store/job/read-session.ts';
import { writeStatus } from '../../../../src/system/store/job/statuses.ts';
import { writeUserState } from '../../../../src/system/store/job/user-state.ts';
import { scratchPaths, specOf, statusOf } from '../../scratch.ts';

const id = '0123abcd';

function recorded(): { paths: Paths; directory: string } {
  const paths = scratchPaths();
  return { paths, directory: createJob(paths, specOf(id), { prompt: '', files: {} }) };
}

test('a session that nobody has looked at yet is starting', () => {
  const { paths } = recorded();
  expect(readSession(paths, id)).toMatchObject({
    spec: specOf(id),
    userState: { version: 1 },
    status: { state: 'working', summary: 'starting…', since: 1000, process: 'none', questionNumber: 0 },
  });
});

test('a session comes back as it was written', () => {
  const { paths } = recorded();
  const userState = writeUserState(paths, id, { name: 'x', pinned: true });
  writeStatus(paths, statusOf(id));
  expect(readSession(paths, id)).toEqual({ id, spec: specOf(id), userState, status: statusOf(id) });
});

test('a session that an earlier version has seen cut off is still one', () => {
  const { paths } = recorded();
  const cut = { state: 'failed', process: 'exited', summary: 'interrupted by a reboot' } as const;
  writeStatus(paths, statusOf(id, cut));
  expect(readSession(paths, id)).toMatchObject({ status: { ...cut, end: 'interrupted' } });
  writeStatus(paths, statusOf(id, { ...cut, summary: 'exited (1)' }));
  expect(readSession(paths, id)).toMatchObject({ status: { summary: 'exited (1)' } });
  expect(readSession(paths, id)).not.toHaveProperty('status.end');
});

test('a damaged spec is a row with a sentence', () => {
  const { paths, directory } = recorded();
  const problemWith = (text: string) => {
    writeFileSync(join(directory, 'spec.json'), text);
    return readSession(paths, id);
  };
  expect(problemWith('{')).toMatchObject({ id, problem: expect.stringContaining('valid JSON') });
  expect(problemWith(JSON.stringify(specOf('ffffffff')))).toMatchObject({
    problem: expect.stringContaining('"id"'),
  });
  const slug = JSON.stringify(specOf(id, { slug: '#(touch x)' }));
  expect(problemWith(slug)).toMatchObject({ problem: expect.stringContaining('"slug"') });
  const newer = JSON.stringify({ ...specOf(id), version: 2 });
  expect(problemWith(newer)).toMatchObject({ problem: expect.stringContaining('newer agents') });
});

test('of a spec that is damaged after its name, and of marks that are whole, the name is known', () => {
  const { paths, directory } = recorded();
  const spec = JSON.stringify(specOf(id, { name: 'say "hi"' }));
  writeFileSync(join(directory, 'spec.json'), spec.slice(0, spec.indexOf('"slug"')));
  expect(readSession(paths, id)).toMatchObject({ name: 'say "hi"', problem: expect.any(String) });
  writeFileSync(join(directory, 'spec.json'), JSON.stringify({ ...specOf(id), version: 2 }, undefined, 2));
  expect(readSession(paths, id)).toMatchObject({ name: 'Fix the tests' });
  writeUserState(paths, id, { name: 'mine' });
  expect(readSession(paths, id)).toMatchObject({ name: 'mine' });
  rmSync(directory, { recursive: true });
  symlinkSync('/etc', directory);
  expect(readSession(paths, id)).not.toHaveProperty('name');
});

test('a session that is gone says so', () => {
  expect(readSession(scratchPaths(), id)).toMatchObject({
    problem: expect.stringContaining('There is no session'),
  });
});

test('damaged state and marks are set aside and the rest goes on', () => {
  const { paths, directory } = recorded();
  for (const name of ['state.json', 'marks.json']) writeFileSync(join(directory, name), '{"version":1,');
  expect(readSession(paths, id)).toMatchObject({ userState: { version: 1 }, status: { state: 'unknown' } });
  const names = readdirSync(directory);
  expect(names).toContainEqual(expect.stringMatching(/^state\.json\.bad-\d+$/));
  expect(names).toContainEqual(expect.stringMatching(/^marks\.json\.bad-\d+$/));
  expect(names).not.toContain('state.json');
});

test('the state of another session, and a pipe in its place, are set aside', () => {
  const { paths, directory } = recorded();
  writeFileSync(join(directory, 'state.json'), JSON.stringify(statusOf('ffffffff')));
  expect(readSession(paths, id)).toMatchObject({ status: { state: 'unknown', id } });
  execFileSync('mkfifo', [join(directory, 'state.json')]);
  expect(readSession(paths, id)).toMatchObject({ status: { state: 'unknown', id } });
  expect(readdirSync(directory)).not.toContain('state.json');
});
