import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Listing } from '../../../src/backends/backend.ts';
import type { Session, Status } from '../../../src/core/session/session.ts';
import { notifier } from '../../../src/supervisor/tasks/notify.ts';
import { recordUserActivity } from '../../../src/system/store/view/user-activity.ts';
import { memoryWorld, writeSettings } from '../../helpers/memory-world.ts';
import { aSession } from '../../helpers/sessions.ts';
import { waitFor } from '../../helpers/wait.ts';

const listing: Listing = { server: undefined, panes: [], unmanaged: [] };

function asks(id: string, status: Partial<Status> = {}): Session {
  const since = Date.now() - 1000;
  return aSession(id, { spec: { name: id }, status: { state: 'needs-input', since, ...status } });
}

/** Polls one after the other, and what was told by then. `settleMs` 0 tells at once. */
function watching(settleMs = 0) {
  const world = memoryWorld();
  const file = join(world.project, 'told');
  const command = `echo "$AGENTS_NOTIFY_TITLE" >> '${file}'`;
  writeSettings(world, { 'notify.desktop': false, 'notify.command': command });
  const again = () => notifier(world, settleMs);
  // The shell makes the file before anything stands in it.
  const told = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []);
  const toldOf = (count: number) => waitFor(() => told().length >= count && told(), { what: 'notification' });
  return { world, poll: again(), again, told, toldOf };
}

it('a session that newly needs its person is told once, also by the next supervisor', async () => {
  const { poll, again, toldOf } = watching();
  const login = asks('login');
  poll({ sessions: [login], listing });
  expect(await toldOf(1)).toEqual(['login needs you']);
  poll({ sessions: [login], listing });
  again()({ sessions: [login, asks('lint')], listing });
  expect(await toldOf(2)).toEqual(['login needs you', 'lint needs you']);
});

it('each question of a session is told', async () => {
  const { poll, toldOf } = watching();
  const question = { kind: 'permission', text: 'Run it?', options: [] } as const;
  for (const questionNumber of [1, 2]) {
    poll({ sessions: [asks('login', { question, questionNumber })], listing });
    expect(await toldOf(questionNumber)).toHaveLength(questionNumber);
  }
});

it('several at once are one notification', async () => {
  const { poll, toldOf } = watching();
  poll({ sessions: [asks('login'), asks('lint')], listing });
  expect(await toldOf(1)).toEqual(['2 sessions need you']);
});

it('what is over before it is told is no news, and the next look is wanted in time', () => {
  const { poll } = watching(60_000);
  const wanted = poll({ sessions: [asks('login')], listing });
  expect(wanted).toBeGreaterThan(59_000);
  expect(poll({ sessions: [asks('login', { state: 'working' })], listing })).toBeUndefined();
});

it('the first supervisor tells nothing of what is old, nor of what a person has before them', async () => {
  const { world, poll, told, toldOf } = watching();
  poll({ sessions: [asks('old', { since: Date.now() - 3_600_000 })], listing });
  recordUserActivity(world.paths, { at: Date.now(), hasLeft: false });
  poll({ sessions: [asks('seen')], listing });
  recordUserActivity(world.paths, { at: Date.now() - 60_000, hasLeft: true });
  poll({ sessions: [asks('news')], listing });
  expect(await toldOf(1)).toEqual(['news needs you']);
  expect(told()).toHaveLength(1);
});
