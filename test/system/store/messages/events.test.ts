import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createJob } from '../../../../src/system/store/job/jobs.ts';
import { dropEvent, takeEvents } from '../../../../src/system/store/messages/events.ts';
import { scratchDirectory, scratchPaths, specOf } from '../../scratch.ts';

const id = '0123abcd';

function withInbox() {
  const paths = scratchPaths();
  const inbox = join(createJob(paths, specOf(id), { prompt: '', files: {} }), 'inbox');
  const put = (name: string, text: string, seconds: number) => {
    writeFileSync(join(inbox, name), text);
    utimesSync(join(inbox, name), seconds, seconds);
  };
  return { paths, inbox, put };
}

test('events come oldest first, and stay until what follows from them is recorded', () => {
  const { paths, inbox, put } = withInbox();
  put('9.Stop.json', '{"a":1}', 20);
  put('1.PreToolUse.json', '{"b":2}', 10.5);
  const { events, commit } = takeEvents(paths, id);
  expect(events).toEqual([
    { name: 'PreToolUse', at: 10_500, data: { b: 2 } },
    { name: 'Stop', at: 20_000, data: { a: 1 } },
  ]);
  expect(takeEvents(paths, id).events).toEqual(events);
  put('2.Later.json', '{}', 30);
  commit();
  expect(readdirSync(inbox)).toEqual(['2.Later.json']);
});

test('an event whose JSON is bad, huge, a link or a pipe has happened, without data', () => {
  const { paths, inbox, put } = withInbox();
  put('1.Bad.json', '{"a":', 1);
  put('2.List.json', '[]', 2);
  put('3.Huge.json', `"${'x'.repeat(1024 * 1024)}"`, 3);
  symlinkSync('/etc/passwd', join(inbox, '4.Link.json'));
  execFileSync('mkfifo', [join(inbox, '5.Pipe.json')]);
  const { events, commit } = takeEvents(paths, id);
  expect(events.map(event => event.name)).toEqual(['Bad', 'List', 'Huge', 'Link', 'Pipe']);
  expect(events.every(event => Object.keys(event.data).length === 0)).toBe(true);
  commit();
  expect(readdirSync(inbox)).toEqual([]);
});

test('what is still being written and what is foreign is left alone, a forgotten temporary file is not', () => {
  const { paths, inbox, put } = withInbox();
  put('.5.Stop.json', '{', Date.now() / 1000);
  put('.6.Stop.json', '{', 1000);
  put('notes.txt', '', 1);
  put('x.#(touch y).json', '', 1);
  mkdirSync(join(inbox, 'a.Stop.json'));
  put('7.Stop.json', '{}', 1);
  const { events, commit } = takeEvents(paths, id);
  expect(events).toHaveLength(1);
  commit();
  expect(readdirSync(inbox).sort()).toEqual([
    '.5.Stop.json',
    'a.Stop.json',
    'notes.txt',
    'x.#(touch y).json',
  ]);
});

test('an event of our own is read like one of a hook, and a removed session has none', () => {
  const { paths } = withInbox();
  dropEvent(paths, id, 'StartFailed', { message: 'no' });
  expect(takeEvents(paths, id).events).toMatchObject([{ name: 'StartFailed', data: { message: 'no' } }]);
  expect(takeEvents(paths, 'ffffffff').events).toEqual([]);
});

test.each<[string, (inbox: string) => void]>([
  ['a file', inbox => writeFileSync(inbox, '')],
  ['a link to itself', inbox => symlinkSync(inbox, inbox)],
  ['a pipe', inbox => execFileSync('mkfifo', [inbox])],
])('an inbox that is %s is said, and throws nothing', (_kind, replace) => {
  const { paths, inbox } = withInbox();
  rmSync(inbox, { recursive: true });
  replace(inbox);
  const { events, problem, commit } = takeEvents(paths, id);
  expect(events).toEqual([]);
  expect(problem).toContain('its inbox cannot be read: it is ');
  commit();
});

test('of an inbox that is a link to a directory nothing is read or removed, also when it becomes one', () => {
  const { paths, inbox, put } = withInbox();
  const elsewhere = scratchDirectory();
  for (const name of ['tsconfig.build.json', '1.Stop.json']) writeFileSync(join(elsewhere, name), '{}');
  put('1.Stop.json', '{}', 1);
  const { events, commit } = takeEvents(paths, id);
  rmSync(inbox, { recursive: true });
  symlinkSync(elsewhere, inbox);
  commit();
  expect(events).toHaveLength(1);
  expect(takeEvents(paths, id)).toMatchObject({
    events: [],
    problem: expect.stringContaining('symbolic link'),
  });
  expect(readdirSync(elsewhere)).toHaveLength(2);
});

test('of many large events the oldest come first, as many as may be read, and in the end all', () => {
  const { paths, inbox, put } = withInbox();
  const text = JSON.stringify({ text: 'x'.repeat(100_000) });
  for (let second = 1; second <= 25; second += 1) put(`${second}.Tool.json`, text, second);
  const seen: number[] = [];
  for (let looks = 1; readdirSync(inbox).length > 0; looks += 1) {
    const { events, bytes, hasMore, commit } = takeEvents(paths, id, 1_000_000);
    expect(bytes).toBeLessThanOrEqual(1_000_000);
    expect(hasMore).toBe(looks < 3);
    seen.push(...events.map(event => event.at / 1000));
    commit();
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
});

test.each([
  ['objects', `[${'{},'.repeat(300_000)}{}]`],
  ['lists in lists', `${'['.repeat(400_000)}${']'.repeat(400_000)}`],
  ['keys', JSON.stringify(Object.fromEntries(Array.from({ length: 90_000 }, (_, at) => [`k${at}`, at])))],
])('an event of very many %s has happened, without its data', (_what, value) => {
  const { paths, put } = withInbox();
  put('1.PostToolUse.json', `{"tool_response":${value}}`, 1);
  expect(takeEvents(paths, id).events).toMatchObject([{ name: 'PostToolUse', data: {} }]);
});

test('of events with many small values each look takes what their objects may take', () => {
  const { paths, put } = withInbox();
  const text = JSON.stringify({ tool_response: Array.from({ length: 8000 }, () => ({})) });
  for (let second = 1; second <= 100; second += 1) put(`${second}.Tool.json`, text, second);
  const { events, hasMore, bytes } = takeEvents(paths, id);
  expect(events.length).toBeLessThan(20);
  expect(events[0]?.data).toEqual(JSON.parse(text));
  expect({ hasMore, isWithin: bytes < 18 * 1024 ** 2 }).toEqual({ hasMore: true, isWithin: true });
});

test('of tens of thousands of events each look takes some', () => {
  const { paths, inbox, put } = withInbox();
  for (let number = 0; number < 3000; number += 1) put(`${number}.Stop.json`, '', 1);
  const first = takeEvents(paths, id);
  expect(first).toMatchObject({ hasMore: true, events: { length: 2000 } });
  first.commit();
  takeEvents(paths, id).commit();
  expect(readdirSync(inbox)).toEqual([]);
});
