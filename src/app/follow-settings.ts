import type { SettingKey } from '../core/settings/settings.ts';
import type { LiveWorld } from '../operations/context/live-world.ts';
import { rememberedBackground } from '../system/store/view/backgrounds.ts';
import type { ViewStore } from '../ui/store.ts';
import { setMouse } from '../ui/terminal/terminal.ts';
import { lookFor } from '../ui/theme/detect.ts';
import { defaultsOf } from './first-state.ts';

/** How long it is said what has changed; ms. */
const saidMs = 6000;
/** Where sessions are looked for is decided when a view opens. */
const atOpening: readonly SettingKey[] = ['tmux.server', 'adopt'];

/** What to call about once a second: applies what was changed in a settings file, and says so. True when something was. */
export function followSettings({ world, readAgain }: LiveWorld, view: ViewStore): () => boolean {
  let agent = world.settings.agent;
  return () => {
    const changed = readAgain();
    if (changed === undefined || changed.length === 0) return false;
    const { settings, env, paths } = world;
    const { look, defaults } = view.store.getState();
    const { cwd, options } = defaults;
    const ground = rememberedBackground(paths, env) ?? look.ground;
    setMouse(settings.mouse);
    view.set({
      look: lookFor(env, settings, ground),
      // What was chosen in this view, or given with its words, stays.
      ...(defaults.agent === agent && settings.agent !== agent
        ? { defaults: { ...defaultsOf(world), cwd, ...(options && { options }) } }
        : {}),
    });
    view.say(world.now(), {
      text: words(changed, changed.includes('disableAgentView') && settings.disableAgentView),
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
