import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import type { IPty } from '@lydell/node-pty';
import { ownerVariable, sessionEnvironment, terminalNames } from '../../core/lifecycle/foreign-variables.ts';
import { hideFromChildren } from '../../core/machine/private-descriptors.ts';
import { errorCode } from '../../system/files/reason.ts';
import type { StartRequest } from '../backend.ts';
import type { Pty } from './load-pty.ts';
import type { Size } from './screen/emulator.ts';

/** A program in a pseudo-terminal, without the traps of the package. */
export interface Child {
  readonly pid: number;
  /** What has its keys now; empty when the system does not tell. */
  readonly command: () => string;
  readonly write: (bytes: Buffer) => void;
  readonly resize: (size: Size) => void;
  /** Nothing is read until `resume`: the program waits when it has printed more than fits between. */
  readonly pause: () => void;
  readonly resume: () => void;
}

interface Events {
  readonly onData: (data: string) => void;
  /** Comes when everything that it printed has been read. */
  readonly onExit: (end: { readonly exitCode?: number; readonly signal?: number }) => void;
}

/** What is used of the package beyond its types. */
interface Inside {
  /** Path of the program's end of the terminal. */
  readonly _pty: string;
  /** Our end. */
  readonly fd: number;
  readonly _socket: {
    destroy: (error?: Error) => unknown;
    readonly destroyed: boolean;
    readonly once: (event: 'close', act: () => void) => unknown;
  };
}

interface Starting {
  readonly request: StartRequest;
  readonly size: Size;
  /** Of this process, in the environment of what runs in it. */
  readonly mark: string | undefined;
}

const terminalName = 'xterm-256color';

let nowhere: number | undefined;

/** Starts the program of a request; throws a sentence. */
export function startChild(pty: Pty, { request, size, mark }: Starting, events: Events): Child {
  const child = spawn(pty, { request, size, mark });
  const inside = child as unknown as Inside;
  const holder = openSync(inside._pty, constants.O_RDWR | constants.O_NOCTTY);
  // The package leaves our end open in what this process starts later, which could type into the session then.
  nowhere ??= openSync('/dev/null', constants.O_RDWR);
  inside._socket.once('close', hideFromChildren(inside.fd, nowhere));
  let isPaused = false;
  let reads = 0;
  closeWhenRead(inside, () => (isPaused ? undefined : reads));
  child.onData(data => {
    reads += 1;
    events.onData(data);
  });
  child.onExit(({ exitCode, signal }) => {
    closeSync(holder);
    events.onExit(signal ? { signal } : { exitCode });
  });
  return {
    pid: child.pid,
    command: () => commandOf(child),
    write: writerTo(inside),
    resize: ({ columns, rows }) => {
      if (!inside._socket.destroyed) child.resize(columns, rows);
    },
    pause: () => {
      isPaused = true;
      child.pause();
    },
    resume: () => {
      isPaused = false;
      child.resume();
    },
  };
}

function spawn(pty: Pty, { request, size, mark }: Starting): IPty {
  const { id, argv, environment = process.env } = request;
  const [file = '', ...words] = argv;
  const { columns: cols, rows } = size;
  const env: NodeJS.ProcessEnv = { ...sessionEnvironment(environment), COLORTERM: 'truecolor' };
  for (const name of terminalNames) delete env[name];
  if (mark !== undefined) env[ownerVariable] = mark;
  try {
    return pty.spawn(file, words, { name: terminalName, cols, rows, cwd: '/', env });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Session ${id} could not be started in this process: ${why}.`, { cause: error });
  }
}

/**
 * While nobody has the program's end open, the system throws away what was printed last: 28 of 40 programs lost more than
 * 4 KB that came right before their end. So we hold it open ourselves. The package then closes our end 200 ms after the
 * exit, whether all was read or not: on a busy machine 1 of 20 lost its last words. So it is closed when nothing comes any
 * more: two looks of the event loop for input, without any.
 */
function closeWhenRead({ _socket: socket }: Inside, countReads: () => number | undefined): void {
  const destroy = socket.destroy.bind(socket);
  socket.destroy = (error?: Error) => {
    if (error) return destroy(error);
    let left = mostLooks;
    let before: number | undefined = -1;
    const look = () => {
      const reads = countReads();
      const isRead = reads !== undefined && reads === before;
      before = reads;
      if (reads !== undefined) left -= 1;
      if (isRead || left === 0) destroy();
      // A timer comes before the loop looks for input, an immediate after it.
      else setTimeout(() => setImmediate(look), 5);
    };
    setImmediate(look);
    return socket;
  };
}

/** What it has started may print for ever: some 3 s, without the time that reading it takes. */
const mostLooks = 500;

/** How long a program that does not read is left alone before it is tried again. */
const retryMs = 3;

/**
 * Writes in the order of the calls, as fast as the program reads. The package's own way would try again in each turn of the
 * event loop, and go on when the descriptor is another file's.
 */
function writerTo({ fd, _socket: socket }: Inside): (bytes: Buffer) => void {
  let waiting: Buffer[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    timer = undefined;
    for (let first = waiting[0]; first && !socket.destroyed; first = waiting[0]) {
      const written = tryWrite(fd, first);
      if (written === undefined) {
        timer = setTimeout(flush, retryMs);
        return;
      }
      if (written < first.length) waiting[0] = first.subarray(written);
      else waiting.shift();
    }
    waiting = [];
  };
  return bytes => {
    if (bytes.length === 0) return;
    waiting.push(bytes);
    if (!timer) flush();
  };
}

/** How much was written; undefined while nothing can be. Where the program has gone there is nobody to write to. */
function tryWrite(fd: number, bytes: Buffer): number | undefined {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    return errorCode(error) === 'EAGAIN' ? undefined : bytes.length;
  }
}

function commandOf(child: IPty): string {
  try {
    return basename(child.process);
  } catch {
    return '';
  }
}
