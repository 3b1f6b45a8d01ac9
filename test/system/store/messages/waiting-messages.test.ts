import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJob } from '../../../../src/system/store/job/jobs.ts';
import {
  addMessage,
  messagesProblem,
  readMessages,
} from '../../../../src/system/store/messages/waiting-messages.ts';
import { scratchDirectory, scratchPaths, sentenceOf, specOf } from '../../scratch.ts';

const id = '0123abcd';

const damages: Readonly<Record<string, (path: string) => void>> = {
  'a file': path => writeFileSync(path, ''),
  'a link to itself': path => symlinkSync(path, path),
  'a link to another directory': path => symlinkSync(scratchDirectory(), path),
  'a pipe': path => execFileSync('mkfifo', [path]),
};

test.each(Object.keys(damages))('an outbox that is %s holds nothing, keeps nothing and says why', kind => {
  const paths = scratchPaths();
  const outbox = join(createJob(paths, specOf(id), { prompt: '', files: {} }), 'outbox');
  expect(messagesProblem(paths, id)).toBeUndefined();
  addMessage(paths, id, 'hello');
  expect(readMessages(paths, id)).toHaveLength(1);
  rmSync(outbox, { recursive: true });
  damages[kind]?.(outbox);
  expect(readMessages(paths, id)).toEqual([]);
  expect(messagesProblem(paths, id)).toContain('its outbox cannot be read: it is ');
  expect(sentenceOf(() => addMessage(paths, id, 'hello'))).toMatch(/^The message was not kept: .*\.$/);
  expect(readdirSync(join(paths.jobs, id))).toContain('outbox');
});

test('what is no message by its name is left alone', () => {
  const paths = scratchPaths();
  const outbox = join(createJob(paths, specOf(id), { prompt: '', files: {} }), 'outbox');
  mkdirSync(outbox);
  writeFileSync(join(outbox, 'notes.md'), '');
  expect(readMessages(paths, id)).toEqual([]);
});
