import type { showApp } from '../../ui/ink/app.tsx';
import type { ViewStore } from '../../ui/store.ts';
import { enterScreen, eraseScreen, leaveScreen } from '../../ui/terminal/terminal.ts';
import { sizeOfView, type ViewProcess } from './view-process.ts';

/** Handles resizing, SIGTSTP and SIGCONT, and the signals that end the view. The terminal is always given back. */
export function listen(
  view: ViewStore,
  ink: Pick<ReturnType<typeof showApp>, 'clear' | 'unmount'>,
  own: ViewProcess,
): () => void {
  const { stdin, stdout, signals } = own;
  const setSize = () => view.set({ screen: sizeOfView(own) });
  let isDrawn = false;
  /**
   * Several size changes can arrive as one event, so the old and the new size do not tell what the terminal has cut off
   * or scrolled away in between: the whole screen is drawn again from the top left.
   */
  const resize = () => {
    isDrawn = true;
    if (eraseScreen()) ink.clear();
    setSize();
  };
  /** Node emits no `resize` when the final size is the old one. Runs after Node's own SIGWINCH listener. */
  const windowChanged = () => {
    if (!isDrawn) stdout.emit('resize');
    isDrawn = false;
  };
  const again = () => {
    // Closing the terminal also sends SIGCONT.
    if (!own.hasTerminal()) return;
    // After `fg` the terminal has the modes of the shell: not raw, and on the main screen.
    if (stdin.isTTY) stdin.setRawMode(false).setRawMode(true);
    enterScreen();
    // The window may have been resized while the view was stopped, and Ink has to draw what was cleared.
    stdout.emit('resize');
    isDrawn = false;
  };
  /** Ctrl+Z is a key here, but a shell or script can send SIGTSTP: mouse and key modes are switched off first. */
  const halt = () => {
    leaveScreen();
    if (stdin.isTTY) stdin.setRawMode(false);
    own.halt();
  };
  /** Leaves as on Esc, so that the code that opened the view runs its cleanup. */
  const end = (signal: NodeJS.Signals) => {
    own.endWith(signal === 'SIGHUP' ? 129 : 143);
    // It draws a last frame, which is not to stay on the shell's screen.
    ink.unmount();
    leaveScreen();
  };
  const handlers = [
    ['SIGWINCH', windowChanged],
    ['SIGTSTP', halt],
    ['SIGCONT', again],
    ['SIGTERM', end],
    ['SIGHUP', end],
  ] as const;
  // Before Ink's own listener, which would first draw the old, larger frame into the new size.
  stdout.prependListener('resize', resize);
  // The window may have been resized while Ink was loaded.
  setSize();
  for (const [signal, handle] of handlers) signals.on(signal, handle);
  return () => {
    stdout.off('resize', resize);
    for (const [signal, handle] of handlers) signals.off(signal, handle);
    // A closed window sends SIGHUP twice, from the kernel and from the shell: the second must not interrupt a start.
    signals.on('SIGHUP', () => {});
  };
}
