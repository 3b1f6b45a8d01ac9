import { basename } from 'node:path';
import type { Screen, TerminalFact } from '../../core/screen/screen.ts';
import type { StartRequest } from '../backend.ts';
import { startChild } from './child.ts';
import type { Viewer } from './host-calls.ts';
import type { Pty } from './load-pty.ts';
import { type Modes, openEmulator, type Size } from './screen/emulator.ts';
import { type Print, printTranscript } from './screen/print-transcript.ts';
import { openWatcher, type Watcher } from './watcher.ts';

/** A program in a pseudo-terminal, with the screen that it draws; both stay to be read when it has ended. */
export interface Terminal {
  readonly pid: number;
  readonly state: () => Omit<TerminalFact, 'id' | 'place' | 'questionNumber' | 'inMode'>;
  /** Resolves when all that has arrived is drawn. */
  readonly settled: () => Promise<void>;
  readonly screen: () => Screen;
  readonly history: (lines: number) => readonly string[];
  readonly modes: () => Modes;
  readonly redraw: () => string;
  readonly write: (bytes: Buffer) => void;
  readonly resize: (size: Size) => void;
  /** Shows its screen, and what is printed from then on, until it is closed. */
  readonly show: (viewer: Viewer) => Watcher;
  readonly close: () => void;
}

interface Starting {
  readonly request: StartRequest;
  readonly mark: string | undefined;
  /** Gets what the program prints, as plain text; all of it before its end is told. */
  readonly print?: Print | undefined;
}

const usualSize: Size = { columns: 200, rows: 50 };

/** Characters that were read and are not drawn yet, above which the program waits: the emulator drops what is far too much. */
const mostUndrawn = 512 * 1024;

export function startTerminal(pty: Pty, { request, mark, print }: Starting, onChange: () => void): Terminal {
  let size = request.size ?? usualSize;
  const watchers = new Set<Watcher>();
  let end: Pick<TerminalFact, 'exitCode' | 'signal'> | undefined;
  let activityAt = Date.now();
  let undrawn = 0;
  let command = basename(request.argv[0] ?? '');
  const emulator = openEmulator(size, {
    // A terminal that looks at it answers by itself.
    onReply: bytes => {
      if (watchers.size === 0) child.write(Buffer.from(bytes, 'latin1'));
    },
    onOtherScreen: () => {
      for (const watcher of watchers) watcher.stale();
    },
  });
  const printer = print && printTranscript(emulator, print);
  const { draw } = printer ?? emulator;
  const onData = (data: string) => {
    activityAt = Date.now();
    undrawn += data.length;
    if (undrawn > mostUndrawn) child.pause();
    draw(data, () => {
      const wasMany = undrawn > mostUndrawn / 2;
      undrawn -= data.length;
      if (wasMany && undrawn <= mostUndrawn / 2) child.resume();
      for (const watcher of watchers) watcher.shown(data);
    });
  };
  const child = startChild(
    pty,
    { request, size, mark },
    {
      onData,
      // What it said last is drawn before anybody hears of its end.
      onExit: how =>
        void emulator.settled().then(() => {
          end = how;
          activityAt = Date.now();
          printer?.end();
          onChange();
          for (const watcher of watchers) watcher.ended();
        }),
    },
  );
  const state = () => {
    command = (!end && child.command()) || command;
    const { cursorX, cursorY, width, height } = emulator.screen();
    return {
      ...{ dead: end !== undefined, ...end, pid: child.pid, command, cursorX, cursorY, width, height },
      ...{ alternate: emulator.isAlternate(), activityAt, attached: watchers.size },
    };
  };
  return {
    pid: child.pid,
    state,
    settled: emulator.settled,
    screen: emulator.screen,
    history: emulator.history,
    modes: emulator.modes,
    redraw: emulator.redraw,
    write: child.write,
    resize: wanted => {
      if (wanted.columns === size.columns && wanted.rows === size.rows) return;
      size = wanted;
      emulator.resize(size);
      child.resize(size);
    },
    show: viewer => {
      const watcher = openWatcher(emulator, viewer);
      watchers.add(watcher);
      void emulator.settled().then(() => {
        watcher.shown('');
        if (end) watcher.ended();
      });
      return {
        ...watcher,
        close: () => {
          watcher.close();
          watchers.delete(watcher);
        },
      };
    },
    close: () => {
      printer?.end();
      emulator.close();
    },
  };
}
