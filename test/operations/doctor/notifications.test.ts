import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkNotifications } from '../../../src/operations/doctor/notifications.ts';
import { memoryWorld } from '../../helpers/memory-world.ts';

function worldWith(command: string) {
  const world = memoryWorld();
  return { ...world, settings: { ...world.settings, 'notify.command': command } };
}

it('a real notification is sent by the way that is set', async () => {
  const file = join(memoryWorld().project, 'told');
  expect(await checkNotifications(worldWith(`cat > '${file}'`))).toMatchObject([
    { level: 'ok', says: 'a test was sent through notify.command' },
  ]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ title: 'agents can reach you' });
});

it('a way that fails is a problem, and no way at all a note with what to do', async () => {
  expect(await checkNotifications(worldWith('exit 3'))).toMatchObject([
    { level: 'problem', says: expect.stringMatching(/^notify\.command failed: .*exit code 3\.$/) },
  ]);
  expect(await checkNotifications(worldWith(''))).toMatchObject([
    { level: 'note', advice: expect.stringContaining('agents settings set notify.command') },
  ]);
});
