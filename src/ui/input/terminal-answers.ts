/** What a terminal said when it was asked; undefined where it said nothing. */
export interface TerminalAnswers {
  /** Kitty's keyboard protocol: Shift+Enter and the like are told apart. */
  readonly kittyKeys: boolean;
  /** Modes that it knows, DECRQM: reports of focus, and synchronized output. */
  readonly focus: boolean | undefined;
  readonly synchronized: boolean | undefined;
  /** The answer that every terminal gives, and that was asked for last, has come. */
  readonly isComplete: boolean;
}

const esc = '\u001b';

/**
 * Asks for the flags of kitty's keyboard protocol (https://sw.kovidgoyal.net/kitty/keyboard-protocol/), for modes 1004 and
 * 2026 (DECRQM), and at last for the primary attributes (DA1), which every terminal answers.
 */
export const terminalQuestions = `${esc}[?u${esc}[?1004$p${esc}[?2026$p${esc}[c`;

export function readTerminalAnswers(text: string): TerminalAnswers {
  return {
    kittyKeys: new RegExp(`${esc}\\[\\?\\d+u`).test(text),
    focus: knownMode(text, 1004),
    synchronized: knownMode(text, 2026),
    isComplete: new RegExp(`${esc}\\[\\?[\\d;]*c`).test(text),
  };
}

/** 0 means that the mode is not known. */
function knownMode(text: string, mode: number): boolean | undefined {
  const state = new RegExp(`${esc}\\[\\?${mode};(\\d)\\$y`).exec(text)?.[1];
  return state === undefined ? undefined : state !== '0';
}
