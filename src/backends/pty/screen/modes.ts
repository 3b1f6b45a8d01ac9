import type { Terminal } from '@xterm/headless';

const mouse: ReadonlySet<number> = new Set([9, 1000, 1002, 1003, 1005, 1006, 1015, 1016]);

/** Sequences that ask another terminal for what the program asks of its own. */
interface KeptModes {
  readonly all: () => string;
  /** Of the mouse alone. */
  readonly mouse: () => string;
}

/** Private modes that a program sets and a serialized screen does not tell, with what holds until it does. */
const usual: ReadonlyMap<number, boolean> = new Map([
  ...[1, 9, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004, 2031].map(mode => [mode, false] as const),
  // Wrapping at the right edge, and the cursor.
  ...[7, 25].map(mode => [mode, true] as const),
]);

/**
 * Follows what a program asks of its terminal beside its text. What this emulator does not know itself is followed as
 * well: kitty's keyboard protocol, and xterm's modifyOtherKeys.
 */
export function keepModes({ parser }: Terminal): KeptModes {
  const modes = new Map(usual);
  const keyboard: number[] = [];
  let otherKeys = 0;
  let cursor = 0;
  const set = (isOn: boolean) => (params: Params) => {
    for (const mode of params.map(first)) if (modes.has(mode)) modes.set(mode, isOn);
    return false;
  };
  parser.registerCsiHandler({ prefix: '?', final: 'h' }, set(true));
  parser.registerCsiHandler({ prefix: '?', final: 'l' }, set(false));
  parser.registerCsiHandler({ prefix: '>', final: 'u' }, params => {
    keyboard.push(first(params[0]));
    return false;
  });
  parser.registerCsiHandler({ prefix: '<', final: 'u' }, params => {
    keyboard.splice(-Math.max(1, first(params[0])));
    return false;
  });
  parser.registerCsiHandler({ prefix: '=', final: 'u' }, params => {
    keyboard.splice(-1, 1, first(params[0]));
    return false;
  });
  parser.registerCsiHandler({ prefix: '>', final: 'm' }, params => {
    if (first(params[0]) === 4) otherKeys = first(params[1]);
    return false;
  });
  parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, params => {
    cursor = first(params[0]);
    return false;
  });
  // A full reset.
  parser.registerEscHandler({ final: 'c' }, () => {
    for (const [mode, isOn] of usual) modes.set(mode, isOn);
    keyboard.length = 0;
    otherKeys = 0;
    cursor = 0;
    return false;
  });
  // Off first: one kind of mouse tracking that is switched off takes the others with it.
  const sequences = (wanted: (mode: number) => boolean) =>
    [...modes]
      .filter(([mode]) => wanted(mode))
      .sort(([, a], [, b]) => Number(a) - Number(b))
      .map(([mode, isOn]) => `\u001b[?${mode}${isOn ? 'h' : 'l'}`);
  return {
    mouse: () => sequences(mode => mouse.has(mode)).join(''),
    all: () =>
      [
        ...sequences(() => true),
        ...keyboard.slice(-1).map(flags => `\u001b[>${flags}u`),
        ...(otherKeys === 0 ? [] : [`\u001b[>4;${otherKeys}m`]),
        ...(cursor === 0 ? [] : [`\u001b[${cursor} q`]),
      ].join(''),
  };
}

type Params = readonly (number | readonly number[])[];

function first(param: number | readonly number[] | undefined): number {
  return (typeof param === 'number' ? param : param?.[0]) ?? 0;
}

/** Everything of that off again, for a terminal that is given back. */
export const plainModes: string = [
  ...[...usual].map(([mode, isOn]) => `\u001b[?${mode}${isOn ? 'h' : 'l'}`),
  '\u001b[<9u\u001b[>4m\u001b[0 q\u001b[r\u001b[0m',
].join('');
