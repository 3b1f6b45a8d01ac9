import type { Notification } from '../../core/notify/notification.ts';
import { run } from '../run/run.ts';
import { findProgram } from './find-program.ts';

/** A program that shows a message on this machine's desktop. */
export interface Desktop {
  readonly name: string;
  readonly show: (notification: Notification) => Promise<void>;
}

/** The desktop that can be reached from here; undefined over ssh, on a server, or where the program is missing. */
export function desktopOf(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Desktop | undefined {
  const osascript = platform === 'darwin' && !env['SSH_CONNECTION'] && findProgram('osascript', env);
  if (osascript) return { name: 'osascript', show: each => onMac(osascript, each) };
  const hasDesktop = env['DBUS_SESSION_BUS_ADDRESS'] ?? env['WAYLAND_DISPLAY'] ?? env['DISPLAY'];
  const notifySend = hasDesktop && !env['SSH_CONNECTION'] ? findProgram('notify-send', env) : undefined;
  return notifySend ? { name: 'notify-send', show: each => onLinux(notifySend, each) } : undefined;
}

/** The body is markup: https://specifications.freedesktop.org/notification-spec/latest/markup.html */
async function onLinux(program: string, { title, body }: Notification): Promise<void> {
  const escaped = body.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  await run(program, ['--app-name=agents', '--', title, escaped]);
}

/** The texts are arguments of the script, never a part of it. */
async function onMac(program: string, { title, body }: Notification): Promise<void> {
  const script = [
    'on run words',
    'display notification (item 2 of words) with title (item 1 of words)',
    'end run',
  ];
  await run(program, [...script.flatMap(line => ['-e', line]), title, body]);
}

/** The person's own command, run by sh. It gets JSON on standard input and the texts in its environment. */
export async function runNotifyCommand(command: string, notification: Notification): Promise<void> {
  const { title, body, occasions } = notification;
  const sessions = occasions.map(({ id, name, agent, cwd, reason, text }) => ({
    id,
    name,
    agent,
    cwd,
    reason,
    text,
  }));
  await run('/bin/sh', ['-c', command], {
    input: `${JSON.stringify({ version: 1, title, body, sessions })}\n`,
    environment: {
      AGENTS_NOTIFY_TITLE: title,
      AGENTS_NOTIFY_BODY: body,
      AGENTS_NOTIFY_REASON: occasions[0]?.reason ?? '',
      AGENTS_NOTIFY_IDS: occasions.map(({ id }) => id).join(' '),
    },
  });
}
