import { type Finding, note, ok, problem } from '../../core/doctor/finding.ts';
import type { World } from '../context/plain-world.ts';
import { sendTestNotification } from '../notify.ts';

/** Sends a real notification by every way that is set, and tells which of them failed. */
export async function checkNotifications(world: World): Promise<readonly Finding[]> {
  const what = 'notifications';
  const delivered = await sendTestNotification(world.env, world.settings);
  if (delivered.length === 0)
    return [
      note(what, {
        code: 'no-notifications',
        says: 'cannot leave an open view: no desktop can be reached from here, and there is no notify.command',
        advice: 'Install libnotify-bin, or: agents settings set notify.command COMMAND',
      }),
    ];
  return delivered.map(({ way, problem: why }) =>
    why === undefined
      ? ok(what, `a test was sent through ${way}`)
      : problem(what, {
          code: 'failed-notification',
          says: `${way} failed: ${why}`,
          advice: `Try ${way} by itself, then: agents doctor --notify`,
        }),
  );
}
