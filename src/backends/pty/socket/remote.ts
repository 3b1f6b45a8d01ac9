import type { Socket } from 'node:net';
import type { Screen } from '../../../core/screen/screen.ts';
import { errorCode } from '../../../system/files/reason.ts';
import type { AttachRequest, Host } from '../host-calls.ts';
import { socketOf } from '../owner/owners.ts';
import { frameOf, frameReader, protocolVersion } from './frames.ts';
import { type CallName, isHello, isShown, type Pressed, type Shown } from './messages.ts';

/** The process has ended, or is about to: its sessions are gone. */
export class OwnerGone extends Error {}
/** It does not answer: it may be stopped. */
export class OwnerSilent extends Error {}

/** Reading takes a moment; programs that are ended get their time. */
const readMs = 2000;
const actMs = 20_000;

/** `connect` of node:net, which takes 3 ms to load: those who connect load it, and no verb that does not. */
type Connect = (path: string) => Socket;

/** The terminals of another process of this user, over its socket. */
export function remoteHost(directory: string, owner: string): Host {
  const ask = <T>(call: CallName, args: readonly unknown[], limitMs = readMs) =>
    request(socketOf(directory, owner), { call, args }, limitMs) as Promise<T>;
  return {
    start: request => ask('start', [request], actMs),
    list: () => ask('list', []),
    capture: async panes => new Map(await ask<readonly (readonly [string, Screen])[]>('capture', [panes])),
    history: (target, lines) => ask('history', [target, lines]),
    deliver: (target, steps, gapMs) => ask('deliver', [target, steps, gapMs], actMs),
    stop: target => ask('stop', [target], actMs),
    end: target => ask('end', [target], actMs),
    clear: target => ask('clear', [target], actMs),
    numberQuestions: numbers => ask('numberQuestions', [numbers]),
  };
}

/** One question on a connection of its own, which costs 0.3 ms. */
async function request(path: string, message: object, limitMs: number): Promise<unknown> {
  const { connect } = await import('node:net');
  return new Promise((resolve, reject) => {
    const socket = open(connect(path), {
      first: message,
      onMessage: answer => {
        socket.destroy();
        const { result, problem } = answer as Partial<Record<'result' | 'problem', unknown>>;
        if (typeof problem === 'string') reject(new Error(problem));
        else resolve(result);
      },
      onEnd: reject,
    });
    socket.setTimeout(limitMs, () =>
      socket.destroy(new OwnerSilent('The view in which the session lives does not answer.')),
    );
  });
}

export interface Look {
  readonly send: (message: Pressed) => void;
  readonly close: () => void;
}

/** A look at a terminal of another process, until `onEnd`, which gets an error where it did not end by a way out. */
export function openLook(
  { directory, connect }: { readonly directory: string; readonly connect: Connect },
  attach: AttachRequest,
  { onData, onEnd }: { readonly onData: (data: string) => void; readonly onEnd: (error?: Error) => void },
): Look {
  let isOver = false;
  const end = (error?: Error) => {
    if (isOver) return;
    isOver = true;
    socket.destroy();
    onEnd(error);
  };
  const socket = open(connect(socketOf(directory, attach.place.owner)), {
    first: { attach },
    onMessage: message => {
      if (!isShown(message))
        return end(new Error('The view in which the session lives sent what makes no sense.'));
      const shown: Shown = message;
      if ('data' in shown) onData(shown.data);
      else end('problem' in shown ? new Error(shown.problem) : undefined);
    },
    onEnd: end,
  });
  return { send: message => void socket.write(frameOf(message)), close: () => end() };
}

interface Opening {
  /** Sent behind the hello. */
  readonly first: object;
  readonly onMessage: (message: unknown) => void;
  readonly onEnd: (error: Error) => void;
}

function open(socket: Socket, { first, onMessage, onEnd }: Opening): Socket {
  let isKnown = false;
  let failure: Error | undefined;
  const read = frameReader(message => {
    if (isKnown) return onMessage(message);
    isKnown = true;
    if (!isHello(message) || message.version !== protocolVersion) socket.destroy(new Error(otherVersion));
  });
  socket.on('data', chunk => {
    try {
      read(chunk);
    } catch (error) {
      socket.destroy(error instanceof Error ? error : undefined);
    }
  });
  socket.on('error', error => {
    failure = isGone(error) ? new OwnerGone(gone) : error;
  });
  socket.on('close', () => onEnd(failure ?? new OwnerGone(gone)));
  socket.write(Buffer.concat([frameOf({ version: protocolVersion }), frameOf(first)]));
  return socket;
}

const gone = 'The view in which the session lived has ended, and the session with it.';
const otherVersion =
  'The view in which the session lives is of another version of agents. Leave it and open it again.';

function isGone(error: Error): boolean {
  return ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(errorCode(error) ?? '');
}
