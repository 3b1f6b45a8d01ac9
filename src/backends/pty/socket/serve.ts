import { chmodSync } from 'node:fs';
import type { Socket } from 'node:net';
import { UserError } from '../../../core/errors/user-error.ts';
import { removeOwn } from '../../../system/files/own-files.ts';
import { reasonOf } from '../../../system/files/reason.ts';
import type { AttachRequest, LocalHost, Viewer } from '../host-calls.ts';
import { socketOf } from '../owner/owners.ts';
import { frameOf, frameReader, protocolVersion } from './frames.ts';
import { type Answer, type Call, isAttachCall, isCall, isHello, isPressed, type Shown } from './messages.ts';

interface Serving {
  readonly directory: string;
  /** The terminals of this process; made by the first start. */
  readonly host: () => Promise<LocalHost>;
  readonly current: () => LocalHost | undefined;
}

/** unix(7): 108 with the zero on Linux, 104 on macOS. */
const mostOfPath = 103;

/** Listens on a socket of this user's only; resolves when it does. The returned function ends it, and every connection. */
export async function serveHost({ directory, host, current }: Serving): Promise<() => void> {
  const path = socketOf(directory, process.pid);
  const sockets = new Set<Socket>();
  if (Buffer.byteLength(path) > mostOfPath)
    throw new UserError(
      'bad-home',
      `The path ${path} is too long for a socket, so no session can live here.`,
      {
        advice: 'Set AGENTS_HOME to a shorter directory, or install tmux.',
      },
    );
  // One that was killed had the same pid.
  removeOwn(directory, path);
  const { createServer } = await import('node:net');
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    answer(socket, { host, current });
  });
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(new Error(`${path} cannot be listened on: ${reasonOf(error)}.`)));
    server.listen(path, () => {
      chmodSync(path, 0o600);
      resolve(() => {
        server.close();
        for (const socket of sockets) socket.destroy();
        removeOwn(directory, path);
      });
    });
  });
}

/** A hello, then one call; or a look, which goes on. */
function answer(socket: Socket, serving: Pick<Serving, 'host' | 'current'>): void {
  const finish = (said: Answer) => {
    if (!socket.destroyed) socket.end(frameOf(said));
  };
  const greet = (message: unknown) => {
    socket.write(frameOf({ version: protocolVersion }));
    // The other end says what is wrong.
    if (!isHello(message) || message.version !== protocolVersion) socket.end();
    else take = begin;
  };
  const begin = (message: unknown) => {
    take = () => socket.destroy();
    if (isCall(message)) void reply(serving, message).catch(asProblem).then(finish);
    else if (isAttachCall(message)) look(message.attach);
    else finish({ problem: 'The question is of a kind that this version of agents does not know.' });
  };
  const look = (request: AttachRequest) => {
    const attached = serving.current()?.attach(request, viewerOn(socket));
    if (!attached) return finish({ problem: 'The terminal of the session is gone.' });
    socket.on('close', attached.close);
    take = message => {
      if (!isPressed(message)) socket.destroy();
      else if ('input' in message) attached.input(message.input);
      else attached.resize(message.size);
    };
  };
  let take: (message: unknown) => void = greet;
  const read = frameReader(message => take(message));
  socket.on('data', chunk => {
    try {
      read(chunk);
    } catch {
      socket.destroy();
    }
  });
}

/** What comes is of this user's own programs, of this very version; the host checks its targets. */
async function reply(
  { host, current }: Pick<Serving, 'host' | 'current'>,
  { call, args }: Call,
): Promise<Answer> {
  const found = call === 'start' ? await host() : current();
  if (!found) return { problem: 'Nothing lives there.' };
  const perform = found[call] as (...args: readonly unknown[]) => Promise<unknown>;
  const result = await perform(...args);
  return { result: result instanceof Map ? [...result] : result };
}

function asProblem(error: unknown): Answer {
  return { problem: reasonOf(error) };
}

/** Above this many bytes a viewer is behind: it gets the whole screen when it has caught up. */
const mostWaiting = 256 * 1024;

function viewerOn(socket: Socket): Viewer {
  return {
    show: data => {
      if (!socket.destroyed) socket.write(frameOf({ data } satisfies Shown));
    },
    isBehind: () => socket.writableLength > mostWaiting,
    leave: () => {
      if (!socket.destroyed) socket.end(frameOf({ leave: true } satisfies Shown));
    },
  };
}
