import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deliver, sendTestNotification } from '../../src/operations/notify.ts';
import { scratchDirectory } from '../system/scratch.ts';

const settings = (command: string) => ({ 'notify.desktop': false, 'notify.command': command });
const notification = { title: 'login needs you', body: "Run it? $(touch x) '", occasions: [] };

it("the person's own command gets the words as JSON and in its environment, and runs none of them", async () => {
  const file = join(scratchDirectory(), 'told');
  const command = `cat > '${file}'; printf %s "$AGENTS_NOTIFY_BODY" >> '${file}'`;
  expect(await deliver({}, settings(command), notification)).toEqual([{ way: 'notify.command' }]);
  const [json = '', ...rest] = readFileSync(file, 'utf8').split('\n');
  expect(JSON.parse(json)).toEqual({
    version: 1,
    title: 'login needs you',
    body: notification.body,
    sessions: [],
  });
  expect(rest).toEqual([notification.body]);
});

it('a way that fails says why, and nothing is thrown', async () => {
  expect(await deliver({}, settings('echo no bus >&2; exit 3'), notification)).toEqual([
    { way: 'notify.command', problem: expect.stringContaining('failed: no bus') },
  ]);
});

it('without a desktop and a command there is no way', async () => {
  const everything = { 'notify.desktop': true, 'notify.command': '' };
  expect(await sendTestNotification({ PATH: '/nowhere' }, everything)).toEqual([]);
});
