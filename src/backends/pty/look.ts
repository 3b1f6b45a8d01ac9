import type { Attached, AttachRequest, Viewer } from './host-calls.ts';
import type { Hosted } from './hosted.ts';
import { takeReading } from './reading-keys.ts';
import type { Terminal } from './terminal.ts';

/** Gives a viewer the screen, then everything that the program prints. Undefined where there is nothing to look at. */
export function lookAt(
  one: Hosted | undefined,
  { size, say }: AttachRequest,
  viewer: Viewer,
): Attached | undefined {
  if (!one) return undefined;
  const { terminal, promptColumn } = one;
  terminal.resize(size);
  const watcher = terminal.show(viewer);
  const timers = say === undefined ? [] : sayBelow(terminal, viewer, say);
  return {
    input: bytes => {
      const before = beforeWayOut(bytes, terminal, promptColumn);
      const written = takeReading(before ?? bytes, watcher, terminal.state().height);
      if (written !== '') terminal.write(Buffer.from(written, 'latin1'));
      if (before !== undefined) viewer.leave();
    },
    resize: terminal.resize,
    close: () => {
      for (const timer of timers) clearTimeout(timer);
      watcher.close();
    },
  };
}

/** By then the program has drawn itself at the size of the viewer. */
const sayAfterMs = 600;
const sayMs = 3000;

function sayBelow(terminal: Terminal, viewer: Viewer, say: string): readonly NodeJS.Timeout[] {
  const show = () => {
    const { height, width } = terminal.state();
    viewer.show(`\u001b7\u001b[${height};1H\u001b[0;7m${say.slice(0, width - 1)}\u001b[0m\u001b[K\u001b8`);
  };
  const hide = () => void terminal.settled().then(() => viewer.show(terminal.redraw()));
  return [setTimeout(show, sayAfterMs), setTimeout(hide, sayAfterMs + sayMs)];
}

/** As it comes by itself, from kitty's protocol, and from xterm's modifyOtherKeys; keys before it may come in one read. */
const ctrlZ = /(?:\u001a|\u001b\[122;5(?::1)?u|\u001b\[27;5;122~)$/;
const left = /^(?:\u001b\[D|\u001bOD|\u001b\[1;1(?::1)?D)$/;

/** What was typed before Ctrl+Z, or before Left at an empty prompt or where nothing runs any more; undefined without them. */
function beforeWayOut(
  bytes: string,
  terminal: Terminal,
  promptColumn: number | undefined,
): string | undefined {
  if (ctrlZ.test(bytes)) return bytes.replace(ctrlZ, '');
  const { dead, cursorX } = terminal.state();
  return left.test(bytes) && (dead || cursorX === promptColumn) ? '' : undefined;
}
