import type { Viewer } from './host-calls.ts';
import type { Emulator } from './screen/emulator.ts';
import { passThrough } from './screen/pass-through.ts';

/** One who looks at a terminal, with what stands on the screen there. */
export interface Watcher {
  /** Output of the program: shows it as it is, or the whole screen where that would not be enough. */
  readonly shown: (data: string) => void;
  /** The screen has to be drawn from the beginning. */
  readonly stale: () => void;
  /** Shows how to leave, in the last line, of a program that has ended. */
  readonly ended: () => void;
  /** Whether the wheel is ours: the program has no use for it, and there are lines above. */
  readonly hasWheel: () => boolean;
  readonly isReadingBack: () => boolean;
  /** Goes so many lines up, or down, in what has left the screen; at its end the program is shown again. */
  readonly readBack: (linesUp: number) => void;
  readonly close: () => void;
}

const wheelOn = '\u001b[?1000h\u001b[?1006h';
const mouseModes = /\u001b\[\?(?:[\d;]*;)?(?:9|100[0-6]|1015|1016)(?:;[\d;]*)?[hl]/;
/** Until one who could not keep up is looked after again. */
const againMs = 50;

export function openWatcher(emulator: Emulator, viewer: Viewer): Watcher {
  const pass = passThrough();
  let isStale = true;
  let hasWheel = false;
  /** The row on top, of one who reads back. */
  let top: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const shown = (data: string) => {
    const passed = pass(data);
    clearTimeout(timer);
    if (viewer.isBehind()) {
      isStale = true;
      // Nothing more may come from the program.
      timer = setTimeout(() => shown(''), againMs);
    } else if (top !== undefined) {
      isStale = true;
    } else {
      if (isStale) viewer.show(emulator.redraw());
      else if (passed !== '') viewer.show(passed);
      takeWheel(isStale || mouseModes.test(passed));
      isStale = false;
    }
  };
  /** A wheel that is left alone would be arrows for the program. */
  const takeWheel = (isChanged: boolean) => {
    const wants = !emulator.modes().tracksMouse && !emulator.isAlternate() && emulator.above() > 0;
    if (wants === hasWheel && !isChanged) return;
    hasWheel = wants;
    viewer.show(`${emulator.mouseModes()}${wants ? wheelOn : ''}`);
  };
  return {
    shown,
    stale: () => {
      isStale = true;
    },
    ended: () => {
      const { height } = emulator.screen();
      if (top === undefined)
        viewer.show(
          `\u001b[?25l\u001b[${height};1H\u001b[0;7m The program has ended. Ctrl+Z goes back.\u001b[K\u001b[0m`,
        );
    },
    hasWheel: () => hasWheel,
    isReadingBack: () => top !== undefined,
    readBack: linesUp => {
      const above = emulator.above();
      const wanted = Math.max(0, (top ?? above) - linesUp);
      if (wanted < above) {
        top = wanted;
        viewer.show(emulator.redrawFrom(top));
      } else if (top !== undefined) {
        top = undefined;
        isStale = true;
        shown('');
      }
    },
    close: () => clearTimeout(timer),
  };
}
