import { SerializeAddon } from '@xterm/addon-serialize';
import { Unicode11Addon } from '@xterm/addon-unicode11';
import xterm from '@xterm/headless';
import type { Screen } from '../../../core/screen/screen.ts';
import { cleanLabel } from '../../../core/text/terminal-text.ts';
import type { StartRequest } from '../../backend.ts';
import { readHistory, readLines } from './lines.ts';
import { keepModes } from './modes.ts';
import { openTranscript, type Transcript } from './transcript.ts';

export type Size = NonNullable<StartRequest['size']>;

/** What the program has asked of its terminal, as far as it matters for what is written to it. */
export interface Modes {
  readonly bracketsPastes: boolean;
  readonly hasApplicationArrows: boolean;
  readonly tracksMouse: boolean;
}

/** A terminal without a window: it draws what a program prints. */
export interface Emulator {
  /** Takes output in; calls back when it is drawn. */
  readonly draw: (data: string, onDrawn: () => void) => void;
  /** Resolves when all that was taken in is drawn. */
  readonly settled: () => Promise<void>;
  readonly screen: () => Screen;
  readonly isAlternate: () => boolean;
  /** The last lines with the scrollback, wrapped lines joined, empty lines at the end left out. */
  readonly history: (lines: number) => readonly string[];
  readonly modes: () => Modes;
  /** What makes another terminal, of the same size, show the same and be in the same modes. */
  readonly redraw: () => string;
  /** What is drawn from now on, as plain text. */
  readonly transcript: () => Transcript;
  /** How many rows have left the screen that is shown. */
  readonly above: () => number;
  /** What shows the screen as it stands from this row on, counted from the first that is remembered. */
  readonly redrawFrom: (row: number) => string;
  /** What asks another terminal for the mouse as the program wants it. */
  readonly mouseModes: () => string;
  readonly resize: (size: Size) => void;
  readonly close: () => void;
}

/** A terminal with 2,000 lines takes 5 MB, one with tmux's 50,000 would take 100. */
const scrollback = 2000;
const mostOfTitle = 500;

interface Options {
  /** What a terminal answers to a question of the program. */
  readonly onReply: (bytes: string) => void;
  /** It has changed between its two screens, so that nothing of what stood there stands there now. */
  readonly onOtherScreen: () => void;
}

export function openEmulator({ columns, rows }: Size, { onReply, onOtherScreen }: Options): Emulator {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback,
    allowProposedApi: true,
    logLevel: 'off',
    // Asked for with CSI 18 t, which tmux answers, too.
    windowOptions: { getWinSizeChars: true },
  });
  const serializer = new SerializeAddon();
  terminal.loadAddon(serializer);
  terminal.loadAddon(new Unicode11Addon());
  // Its widths are tmux's; those of the default table are wrong for most emoji.
  terminal.unicode.activeVersion = '11';
  const modes = keepModes(terminal);
  let title = '';
  terminal.onTitleChange(text => {
    title = cleanLabel(text, mostOfTitle);
  });
  terminal.onData(onReply);
  terminal.buffer.onBufferChange(onOtherScreen);
  return {
    draw: (data, onDrawn) => terminal.write(data, onDrawn),
    settled: () => new Promise(resolve => terminal.write('', resolve)),
    screen: () => ({
      ...cursorOf(terminal),
      lines: readLines(terminal),
      title,
      width: terminal.cols,
      height: terminal.rows,
    }),
    isAlternate: () => terminal.buffer.active.type === 'alternate',
    history: lines => readHistory(terminal, lines),
    modes: () => ({
      bracketsPastes: terminal.modes.bracketedPasteMode,
      hasApplicationArrows: terminal.modes.applicationCursorKeysMode,
      tracksMouse: terminal.modes.mouseTrackingMode !== 'none',
    }),
    redraw: () => {
      const { cursorX, cursorY } = cursorOf(terminal);
      const drawn = contentOf(serializer, terminal);
      return `${blank}${drawn}\u001b[${cursorY + 1};${cursorX + 1}H${modes.all()}`;
    },
    transcript: () => openTranscript(terminal),
    above: () => terminal.buffer.active.baseY,
    redrawFrom: row => {
      const { cols, rows, buffer } = terminal;
      const drawn = serializer.serialize({ range: { start: row, end: row + rows - 1 }, excludeModes: true });
      const place = ` ${buffer.active.baseY - row} lines below `.slice(0, cols);
      return `${blank}\u001b[?25l${drawn}\u001b[1;${cols - place.length + 1}H\u001b[0;7m${place}\u001b[0m`;
    },
    mouseModes: modes.mouse,
    resize: size => terminal.resize(size.columns, size.rows),
    close: () => terminal.dispose(),
  };
}

const blank = '\u001b[0m\u001b[?6l\u001b[r\u001b[H\u001b[2J';

/** Behind the last column it stands on it: the next letter goes to the next line. */
function cursorOf({ buffer, cols }: xterm.Terminal) {
  const { cursorX, cursorY } = buffer.active;
  return { cursorX: Math.min(cursorX, cols - 1), cursorY };
}

const otherScreen = '\u001b[?1049h\u001b[H';

/** Of the screen that is shown: the addon writes the main one, then a change to the other one and that. */
function contentOf(serializer: SerializeAddon, { buffer }: xterm.Terminal): string {
  const all = serializer.serialize({ scrollback: 0, excludeModes: true });
  const start = all.indexOf(otherScreen);
  return buffer.active.type === 'alternate' && start >= 0 ? all.slice(start + otherScreen.length) : all;
}
