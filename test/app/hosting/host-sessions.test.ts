import { expect, it } from 'vitest';
import { mayLeave } from '../../../src/app/hosting/host-sessions.ts';
import type { Hosting } from '../../../src/backends/pty/hosting.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

it('asks again when more ends with the view than it had counted when it was asked to leave', () => {
  const view = createViewStore(aState([aSession('aaaaaaaa')]), () => {});
  let running = 0;
  const world = { hosting: { running: () => running } as Hosting };
  expect(mayLeave(world, view)).toBe(true);
  running = 2;
  expect(mayLeave(world, view)).toBe(false);
  expect(view.store.getState()).toMatchObject({
    sessions: { hosted: 2 },
    removal: { armed: { action: 'leave' } },
    notices: { current: { text: expect.stringContaining('2 sessions end with this view') } },
  });
  expect(mayLeave(world, view)).toBe(true);
});
