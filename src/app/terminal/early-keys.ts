import type { Effect } from '../../core/effects.ts';
import { plainKeys } from '../../ui/input/plain-keys.ts';
import type { ViewStore } from '../../ui/store.ts';
import { drawFrame, putCursorHome, releaseInput } from '../../ui/terminal/terminal.ts';
import { frame } from '../../ui/view/frame.ts';
import type { ViewProcess } from './view-process.ts';

export interface EarlyKeys {
  /** Leaves the screen to Ink. Returns what lets the next reader have further keys, which wait until then. */
  readonly end: () => () => void;
}

/**
 * Draws the first frame, and answers plain keys until Ink is there, which takes longer to load than all the rest. Stops
 * reading at the first key that has to wait for Ink: one that is not plain, or whose effects are held (`isHolding`).
 */
export function answerEarlyKeys(
  { stdin }: Pick<ViewProcess, 'stdin'>,
  { store, press }: ViewStore,
  isHolding: () => boolean,
): EarlyKeys {
  let shown = frame(store.getState());
  let takeInputBack: (() => void) | undefined;
  const stop = () => {
    if (takeInputBack) return;
    stdin.off('readable', read);
    takeInputBack = releaseInput();
  };
  const read = () => {
    while (!takeInputBack) {
      const chunk: unknown = stdin.read();
      if (typeof chunk !== 'string') return;
      const rest = pressPlain(chunk);
      if (rest === '' && !isHolding()) continue;
      stop();
      if (rest !== '') stdin.unshift(rest);
    }
  };
  /** Returns what is left. */
  const pressPlain = (text: string): string => {
    let left = text;
    for (const { key, rest } of plainKeys(text)) {
      press([key]);
      left = rest;
      if (isHolding()) break;
    }
    return left;
  };
  drawFrame(shown);
  const unsubscribe = store.subscribe(state => {
    const next = frame(state);
    drawFrame(next, shown);
    shown = next;
  });
  stdin.setEncoding('utf8').on('readable', read);
  return {
    end: () => {
      unsubscribe();
      stop();
      putCursorHome();
      return () => takeInputBack?.();
    },
  };
}

/** What keys ask for is held until there is someone who performs it. */
export interface HeldEffects {
  readonly perform: (effect: Effect) => void;
  readonly areHeld: () => boolean;
  readonly release: (performer: (effect: Effect) => void) => void;
}

export function heldEffects(): HeldEffects {
  const held: Effect[] = [];
  let performer: ((effect: Effect) => void) | undefined;
  return {
    perform: effect => (performer ? performer(effect) : void held.push(effect)),
    areHeld: () => held.length > 0,
    release: given => {
      performer = given;
      for (const effect of held.splice(0)) given(effect);
    },
  };
}
