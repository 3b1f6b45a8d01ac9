import type { Background } from '../../core/text/background.ts';
import type { ColourDepth, Look } from './look.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What a person may have set; `auto` leaves it to the terminal. */
export interface LookSettings {
  readonly theme: 'auto' | Background;
  readonly colours: 'auto' | ColourDepth;
  readonly ascii: boolean;
}

/** What the environment tells about the terminal. `remembered` is what it answered the last time. */
export function lookFor(env: Env, settings: LookSettings, remembered?: Background): Look {
  const background = settings.theme === 'auto' ? (remembered ?? namedBackground(env)) : settings.theme;
  return {
    colours: settings.colours === 'auto' ? colourDepth(env) : settings.colours,
    unicode: !settings.ascii && hasUnicode(env),
    ...(background ? { background } : {}),
  };
}

/** Whether knowing the background would change anything, and the terminal can be asked. */
export function asksBackground(env: Env, settings: LookSettings, look: Look): boolean {
  const isAsked = look.colours === '256' || look.colours === 'truecolor';
  return (
    settings.theme === 'auto' && isAsked && !isGnuScreen(env) && !/^(?:linux|dumb)$/.test(env['TERM'] ?? '')
  );
}

// Terminals that show all colours and do not always say so in COLORTERM.
const fullTerminals = /^(?:iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio|mintty|WarpTerminal|Tabby|zed)$/;
const fullTerms = /-direct$|^xterm-(?:kitty|ghostty)$|^(?:alacritty|foot|wezterm|contour|rio)\b/;

/** NO_COLOR: https://no-color.org. COLORTERM: https://github.com/termstandard/colors */
function colourDepth(env: Env): ColourDepth {
  const term = env['TERM'] ?? '';
  if (env['NO_COLOR'] || term === 'dumb' || term === '') return 'none';
  if (term === 'linux') return '16';
  // It was set by the terminal around it; GNU Screen itself turns such colours into others.
  const isScreen = isGnuScreen(env);
  if (!isScreen && /^(?:truecolor|24bit)$/i.test(env['COLORTERM'] ?? '')) return 'truecolor';
  // tmux takes both and makes of them what its terminal can show; TERM_PROGRAM is tmux there.
  if (!isScreen && (fullTerms.test(term) || fullTerminals.test(env['TERM_PROGRAM'] ?? '')))
    return 'truecolor';
  return /256col/.test(term) || env['TERM_PROGRAM'] === 'Apple_Terminal' || env['TMUX'] ? '256' : '16';
}

function isGnuScreen(env: Env): boolean {
  return Boolean(env['STY']) && !env['TMUX'];
}

/** `COLORFGBG=15;0`, as rxvt, Konsole and others set it: the last number is the background's. */
function namedBackground(env: Env): Background | undefined {
  const last = /;(\d+)$/.exec(env['COLORFGBG'] ?? '')?.[1];
  if (last === undefined || Number(last) > 15) return undefined;
  return Number(last) === 7 || Number(last) > 8 ? 'light' : 'dark';
}

/** As programs of the C library take it; where nothing is set, UTF-8 is what terminals speak. */
function hasUnicode(env: Env): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'C.UTF-8';
  return /utf-?8/i.test(locale) && env['TERM'] !== 'linux';
}
