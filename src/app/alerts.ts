import { writeSync } from 'node:fs';
import { notificationOf, type Occasion, occasionOf } from '../core/notify/notification.ts';
import { type OscKind, oscKindOf, oscText } from '../core/notify/terminal-notification.ts';
import type { World } from '../operations/context/world.ts';
import { desktopOf } from '../system/programs/desktop.ts';
import { recordUserActivity } from '../system/store/view/user-activity.ts';
import { tmux } from '../tmux/client.ts';
import { surroundingSocket } from '../tmux/socket.ts';
import type { ViewStore } from '../ui/store.ts';

/** Several sessions that need the person within this time ring once. */
const settleMs = 1000;
/** User activity is recorded as a file's time, at most this often. */
const useMs = 5000;
/** For this long after a key the person is taken to see the view, and the terminal shows no notification. */
const lookingMs = 30_000;

export interface Alerts {
  /** A person pressed a key. */
  readonly used: () => void;
  /** Finds again how to notify through the terminal, after a change of the settings. */
  readonly learnOsc: () => void;
  /** Another program has the terminal: nothing rings until `resume`. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly close: () => void;
}

/** Rings the terminal's bell and sends a notification through it when a session newly needs the person. */
export function ringWhenNeeded(world: World, { store }: ViewStore): Alerts {
  const known = new Map<string, string>();
  let due: Occasion[] = [];
  let timer: NodeJS.Timeout | undefined;
  let isPaused = false;
  let usedAt = Number.NEGATIVE_INFINITY;
  let osc: Osc | undefined;

  const fresh = () =>
    store.getState().sessions.all.flatMap(session => {
      const occasion = occasionOf(session);
      if (!occasion || known.get(session.id) === occasion.key) return [];
      known.set(session.id, occasion.key);
      return world.settings['notify.on'].includes(occasion.reason) ? [occasion] : [];
    });
  const trigger = () => {
    timer = undefined;
    const peek = store.getState().peek.open;
    const isLooking = performance.now() - usedAt < lookingMs;
    const wanted = due.filter(
      ({ id }) => !(isLooking && world.settings['notify.quietWhenSeen'] && peek?.id === id),
    );
    due = [];
    if (wanted.length === 0 || isPaused) return;
    const isTold = isLooking && world.settings['notify.quietWhenSeen'];
    const told = osc && !isTold ? oscText(osc.kind, notificationOf(wanted), osc.inTmux) : '';
    write(told + (world.settings['notify.bell'] ? '\u0007' : ''));
  };
  const look = () => {
    due.push(...fresh());
    if (due.length > 0) timer ??= setTimeout(trigger, settleMs);
  };
  const used = () => {
    const isDue = performance.now() - usedAt >= useMs;
    if (isDue) usedAt = performance.now();
    if (isDue) setImmediate(() => recordUserActivity(world.paths, { at: world.now(), hasLeft: false }));
  };
  const leave = () => {
    usedAt = Number.NEGATIVE_INFINITY;
    recordUserActivity(world.paths, { at: world.now(), hasLeft: true });
  };
  fresh();
  used();
  const learnOsc = () =>
    void oscFor(world).then(
      found => (osc = found),
      () => {},
    );
  learnOsc();
  const unsubscribe = store.subscribe(
    (state, before) => state.sessions.all !== before.sessions.all && look(),
  );
  return {
    used,
    learnOsc,
    pause: () => {
      isPaused = true;
      leave();
    },
    resume: () => {
      isPaused = false;
      // What needed the person in the meantime is visible in the list now.
      fresh();
      due = [];
      used();
    },
    close: () => {
      unsubscribe();
      clearTimeout(timer);
      leave();
    },
  };
}

interface Osc {
  readonly kind: OscKind;
  readonly inTmux: boolean;
}

/** `auto`: only where no desktop is notified, and where the terminal is known to show notifications. */
async function oscFor({ env, settings }: World): Promise<Osc | undefined> {
  const wish = settings['notify.osc'];
  if (wish === 'none') return undefined;
  if (wish === 'auto' && settings['notify.desktop'] && desktopOf(env, process.platform)) return undefined;
  const socket = surroundingSocket(env);
  if (!socket) {
    const kind = wish === 'auto' ? oscKindOf(env) : wish;
    return kind && { kind, inTmux: false };
  }
  const look = [
    'display-message',
    '-p',
    '-t',
    env['TMUX_PANE'] ?? '',
    '#{allow-passthrough} #{client_termname}',
  ];
  const { stdout } = await tmux({ socket }, [look]);
  const [passes = '', term = ''] = stdout.trim().split(' ');
  const kind = wish === 'auto' ? oscKindOf(env, term) : wish;
  return kind && /^(?:on|all|1)$/.test(passes) ? { kind, inTmux: true } : undefined;
}

function write(text: string): void {
  try {
    if (text) writeSync(1, text);
  } catch {
    // The terminal is gone.
  }
}
