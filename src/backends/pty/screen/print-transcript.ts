import type { Emulator } from './emulator.ts';
import { mostBetween } from './transcript.ts';

/** Gets plain text in pieces, with its newlines. Must not throw. */
export type Print = (text: string) => void;

interface Printer {
  readonly draw: Emulator['draw'];
  /** Prints what is left. */
  readonly end: () => void;
}

const lookMs = 100;

/** Prints what is drawn, soon after it was. */
export function printTranscript(emulator: Emulator, print: Print): Printer {
  const transcript = emulator.transcript();
  const say = (text: string) => {
    if (text !== '') print(text);
  };
  const timer = setInterval(() => say(transcript.standing(performance.now())), lookMs);
  let hasEnded = false;
  return {
    draw: (data, onDrawn) => {
      for (let at = 0; at < data.length; at += mostBetween) {
        const isLast = at + mostBetween >= data.length;
        emulator.draw(data.slice(at, at + mostBetween), () => {
          if (!hasEnded) say(transcript.scrolled());
          if (isLast) onDrawn();
        });
      }
    },
    end: () => {
      clearInterval(timer);
      if (!hasEnded) say(transcript.rest());
      hasEnded = true;
    },
  };
}
