import { type Notification, notificationOf } from '../core/notify/notification.ts';
import type { Settings } from '../core/settings/settings.ts';
import { reasonOf } from '../system/files/reason.ts';
import { desktopOf, runNotifyCommand } from '../system/programs/desktop.ts';

/** How one way of telling a person went. */
export interface Delivered {
  /** `notify-send`, `osascript`, or `notify.command`. */
  readonly way: string;
  /** Why it did not work. */
  readonly problem?: string;
}

type LookSettings = Pick<Settings, 'notify.desktop' | 'notify.command'>;

/** Tells a person by every way that is set and can be gone from here; never rejects. */
export async function deliver(
  env: NodeJS.ProcessEnv,
  settings: LookSettings,
  notification: Notification,
): Promise<readonly Delivered[]> {
  const desktop = settings['notify.desktop'] ? desktopOf(env, process.platform) : undefined;
  const command = settings['notify.command'];
  const ways = [
    ...(desktop ? [{ way: desktop.name, go: () => desktop.show(notification) }] : []),
    ...(command ? [{ way: 'notify.command', go: () => runNotifyCommand(command, notification) }] : []),
  ];
  return Promise.all(
    ways.map(({ way, go }) =>
      go().then(
        () => ({ way }),
        error => ({ way, problem: reasonOf(error) }),
      ),
    ),
  );
}

/** One that says what it is, for `agents doctor`; an empty list when there is no way to notify from here. */
export function sendTestNotification(
  env: NodeJS.ProcessEnv,
  settings: LookSettings,
): Promise<readonly Delivered[]> {
  const test = notificationOf([
    {
      id: '00000000',
      name: 'agents',
      agent: 'shell',
      cwd: '/',
      reason: 'needs-input',
      key: 'test',
      text: 'This is a test: notifications of your sessions look like this.',
      since: 0,
    },
  ]);
  return deliver(env, settings, { ...test, title: 'agents can reach you' });
}
