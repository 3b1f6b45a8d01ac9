import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agents, jobIds } from '../helpers/program.ts';
import { waitUntil } from '../helpers/wait.ts';
import { type FakeModel, kit, openView, realHome, startModel, stateIs } from './real-claude.ts';

/** What Claude Code and Codex say of a prompt in their own window is cut; what they send is not. */
const lines = Array.from(
  { length: 1500 },
  (_, index) => `${index}: ${'long 漢字 é 🙂 "words" \\ $HOME; '.repeat(2)}x`,
);
const long = `${lines.join('\n')}\nTurn 2 scn-hello`;

describe.skipIf(!kit)('in the view itself, without tmux', () => {
  let model: FakeModel;
  let heard: Awaited<ReturnType<typeof listenIn>>;
  beforeAll(async () => {
    model = await startModel();
    heard = await listenIn(model);
  });
  afterAll(() => {
    heard.close();
    model.close();
  });

  test.each(['claude', 'codex', 'gemini', 'opencode'])(
    '%s asks in the peek, works on, and gets 100 KB byte for byte',
    async agent => {
      const home = realHome({ ...model, port: heard.port }, { flags: '--permission-mode manual' });
      const inView = { ...home, env: { ...home.env, AGENTS_BACKEND: 'in-process' } };
      const view = await openView(inView);
      await view.type(`@${agent} Turn 1 scn-shell`);
      await view.press('Enter');
      const id = await waitUntil(
        () => jobIds(home)[0] ?? false,
        () => 'No session was recorded.',
      );
      const asks = { state: 'needs-input', waitingFor: 'permission' };
      await stateIs(home, id, { ...asks, place: { backend: 'in-process' } }, 60_000);
      await view.press('Space');
      await view.waitFor(/1\.? /);
      await view.press('1', 'Enter');
      await stateIs(home, id, { state: 'completed' }, 60_000);
      expect(Buffer.byteLength(long)).toBeGreaterThan(100_000);
      expect(await agents(inView, ['send', id, '-'], { input: long })).toMatchObject({ code: 0, stderr: '' });
      await waitUntil(
        () => heard.bodies().some(body => holds(body, long)),
        () => `Of ${heard.bodies().length} requests none has the whole text.`,
        { limitMs: 60_000 },
      );
      await stateIs(home, id, { state: 'completed' }, 60_000);
    },
    180_000,
  );
});

/** Stands before the model and keeps what it is sent. */
async function listenIn({ port: modelPort }: FakeModel) {
  const bodies: unknown[] = [];
  const server = createServer(async (from, to) => {
    // Empty where the agent has ended meanwhile.
    const body = await textOf(from).catch(() => '');
    try {
      bodies.push(JSON.parse(body));
    } catch {
      // Not a prompt.
    }
    const { url: path, method, headers } = from;
    const onward = request({ host: '127.0.0.1', port: modelPort, path, method, headers }, answer => {
      to.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(to);
    });
    onward.on('error', () => to.destroy());
    onward.end(body);
  });
  // Nothing leaves this machine. Without an answer OpenCode would try for a minute to install packages, and draw nothing.
  server.on('connect', (_from, socket) => {
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, bodies: () => bodies, close };
}

function holds(value: unknown, wanted: string): boolean {
  if (typeof value === 'string') return value.includes(wanted);
  return (
    typeof value === 'object' && value !== null && Object.values(value).some(part => holds(part, wanted))
  );
}
