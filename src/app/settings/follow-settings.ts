import type { SettingKey } from '../../core/settings/settings.ts';
import type { LiveWorld } from '../../operations/context/live-world.ts';
import { rememberedBackground } from '../../system/store/view/backgrounds.ts';
import { type Changes, changed } from '../../ui/state/view-state.ts';
import type { ViewStore } from '../../ui/store.ts';
import { setMouse } from '../../ui/terminal/terminal.ts';
import { lookFor } from '../../ui/theme/detect.ts';
import { defaultsOf } from '../first-state.ts';
import { keysInForce } from './keys-in-force.ts';

/** How long the notice of a change is shown; ms. */
const saidMs = 6000;
/** These decide where sessions are looked for, and are read when a view opens. */
const atOpening: readonly SettingKey[] = ['backend', 'tmux.server', 'adopt'];

/** Call the result about once a second: it applies changes of settings files, says so, and returns true then. */
export function followSettings({ world, readAgain }: LiveWorld, view: ViewStore): () => boolean {
  let agent = world.settings.agent;
  return () => {
    const differing = readAgain();
    if (differing === undefined || differing.length === 0) return false;
    const { settings, env, paths } = world;
    const {
      screen: { look },
      launch: { defaults },
    } = view.store.getState();
    const { cwd, options } = defaults;
    const background = rememberedBackground(paths, env) ?? look.background;
    setMouse(settings.mouse);
    const shown: Changes = {
      screen: { look: lookFor(env, settings, background) },
      keys: { keymap: keysInForce(world).keymap },
    };
    // What was chosen in this view, or on its command line, stays.
    const isUsual = defaults.agent === agent && settings.agent !== agent;
    const usual = () => ({ ...defaultsOf(world), cwd, ...(options && { options }) });
    view.set(changed(shown, isUsual && { launch: { defaults: usual() } }));
    view.say(world.now(), {
      text: words(differing, differing.includes('disableAgentView') && settings.disableAgentView),
      tone: 'success',
      ms: saidMs,
    });
    agent = settings.agent;
    return true;
  };
}

function words(changed: readonly SettingKey[], isOff: boolean): string {
  const now = changed.filter(key => !atOpening.includes(key));
  const later = changed.filter(key => atOpening.includes(key));
  const some = now.length > 4 ? [...now.slice(0, 3), `${now.length - 3} more`] : now;
  return [
    ...(isOff ? ['agents is switched off now: nothing is started.'] : []),
    ...(some.length > 0 ? [`Settings changed: ${some.join(', ')}.`] : []),
    ...(later.length > 0 ? [`${later.join(' and ')} will count in the next view that you open.`] : []),
  ].join(' ');
}
