import { writeSync } from 'node:fs';
import { isatty } from 'node:tty';

const esc = '\u001b';
/** Title pushed, alternate screen, pastes in brackets, Shift+Enter and the like told apart (xterm's modifyOtherKeys). */
const enterText = `${esc}[22;2t${esc}[?1049h${esc}[H${esc}[2J${esc}[?2004h${esc}[>4;1m`;
/** Presses of buttons and the wheel, in the form that knows no limit of columns. */
const mouseOnText = `${esc}[?1000h${esc}[?1006h`;
const mouseOffText = `${esc}[?1006l${esc}[?1000l`;
/** Everything a view may have switched on, off again; the title as it was. */
const leaveText = `${mouseOffText}${esc}[>4m${esc}[?2004l${esc}[?25h${esc}[0m${esc}[?1049l${esc}[23;2t`;
/** Synchronized output: the terminal shows nothing of what comes until the end, so that no screen flashes by. */
const holdText = `${esc}[?2026h`;
const showText = `${esc}[?2026l`;

let isEntered = false;
let isGuarded = false;
let hasMouse = false;
let isLent = false;

/** From then on clicks and the wheel come as input whenever the view has the terminal. */
export function takeMouse(): void {
  hasMouse = true;
}

/** While the view has the terminal. */
export function setMouse(isWanted: boolean): void {
  if (isWanted === hasMouse) return;
  hasMouse = isWanted;
  write(isWanted ? mouseOnText : mouseOffText);
}

/** Takes the terminal over and sees to it that every way out gives it back (also exceptions and signals). */
export function enterScreen(): void {
  if (!isEntered) process.once('exit', leaveScreen);
  isEntered = true;
  if (!isGuarded && isatty(0)) process.once('exit', endAsTerminal);
  isGuarded = true;
  // At once: keys pressed before Ink is loaded would be echoed into the frame, and Enter would arrive as a newline.
  if (process.stdin.isTTY) process.stdin.setRawMode(true);
  write(enterText + mouseText());
}

/** Gives the terminal back as it was; safe to call twice. */
export function leaveScreen(): void {
  if (!isEntered) return;
  isEntered = false;
  process.off('exit', leaveScreen);
  write(leaveText);
}

/**
 * When the terminal is gone (its window was closed) we end by the signal that said so, as other programs do. Node 20 would
 * set back what is not there any more, and abort: a core file for each closed window (its `ResetStdio`).
 */
function endAsTerminal(): void {
  if (isatty(0)) return;
  process.removeAllListeners('SIGHUP');
  process.kill(process.pid, 'SIGHUP');
}

/** Until the view handles signals itself: gives the terminal back before the process ends. Returns how to stop. */
export function leaveOnSignals(): () => void {
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  const signals = Object.keys(codes) as (keyof typeof codes)[];
  const end = (signal: NodeJS.Signals) => {
    leaveScreen();
    // Anyone else who listens, as the demo does, has to clean up first.
    if (process.listenerCount(signal) === 1) process.exit(codes[signal as keyof typeof codes]);
  };
  for (const signal of signals) process.on(signal, end);
  return () => {
    for (const signal of signals) process.off(signal, end);
  };
}

/** What stands on the screen as lines, and where its cursor is. */
interface Drawn {
  readonly lines: readonly string[];
  readonly cursor: { readonly x: number; readonly y: number } | undefined;
}

/** Draws a frame; over one that stands already, only the lines that differ. */
export function drawFrame({ lines, cursor }: Drawn, before?: Drawn): void {
  const changed = lines.flatMap((line, y) =>
    line === before?.lines[y] ? [] : [`${esc}[${y + 1}H${line}${esc}[K`],
  );
  const place = cursor ? `${esc}[${cursor.y + 1};${cursor.x + 1}H${esc}[?25h` : `${esc}[?25l`;
  write(changed.join('') + place);
}

/** Draws pieces of lines over what stands there; the cursor stays where it is. */
export function drawPieces(
  pieces: readonly { readonly x: number; readonly y: number; readonly text: string }[],
): void {
  if (!isEntered || isLent || pieces.length === 0) return;
  write(`${esc}7${pieces.map(({ x, y, text }) => `${esc}[${y + 1};${x + 1}H${text}`).join('')}${esc}8`);
}

/** Ink draws its first frame from where the cursor stands. */
export function putCursorHome(): void {
  write(`${esc}[H`);
}

/** Empties the screen, the cursor in its corner; false while the terminal is someone else's. */
export function eraseScreen(): boolean {
  if (!isEntered || isLent) return false;
  write(`${esc}[H${esc}[2J`);
  return true;
}

/** Lends the terminal to a program with a screen of its own. */
export async function lendScreen(run: () => Promise<void>): Promise<void> {
  write(`${holdText}${mouseOffText}${esc}[>4m${esc}[?25h${esc}[?1049l`);
  const show = setTimeout(() => write(showText), 80);
  const takeInputBack = releaseInput();
  // Ink has left it cooked: keys typed before the program is up would be echoed on the shell's screen, and lost.
  if (process.stdin.isTTY) process.stdin.setRawMode(true);
  isLent = true;
  try {
    await run();
  } finally {
    isLent = false;
    takeInputBack();
    clearTimeout(show);
    write(`${showText}${esc}[?1049h${esc}[H${esc}[2J${esc}[>4;1m${mouseText()}`);
  }
}

function mouseText(): string {
  return hasMouse ? mouseOnText : '';
}

/**
 * Node goes on reading a terminal after the last listener is gone, and would take keys and terminal replies from
 * the program that has it now; `pause()` does nothing for a stream read through `readable` (Node 20 to 26).
 * `reading` keeps the next `read()` of the loop that handed over the key from starting it again.
 */
export function releaseInput(): () => void {
  const { _handle: handle } = process.stdin as unknown as { readonly _handle?: InputHandle };
  handle?.readStop();
  if (handle) handle.reading = true;
  return () => handle?.readStart();
}

interface InputHandle {
  readonly readStop: () => void;
  readonly readStart: () => void;
  reading: boolean;
}

let shownTitle = '';

export function setTitle(title: string): void {
  if (title === shownTitle) return;
  shownTitle = title;
  write(`${esc}]2;${title}\u0007`);
}

/** A title may have been changed by the one who had the terminal meanwhile. */
export function forgetTitle(): void {
  shownTitle = '';
}

/** Written at once: nothing may be lost when the process ends right after. */
function write(text: string): void {
  try {
    writeSync(1, text);
  } catch {
    // The terminal is gone (its window was closed); the sessions are not.
  }
}
