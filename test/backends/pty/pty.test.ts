import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Backend, Target } from '../../../src/backends/backend.ts';
import { readOwners } from '../../../src/backends/pty/owner/owners.ts';
import { processTable } from '../../../src/system/processes/process-table.ts';
import { runAtOnce } from '../../../src/system/processes/run-at-once.ts';
import { run } from '../../../src/system/run/run.ts';
import { type PtyTest, withPtyHost } from '../../helpers/pty-host.ts';
import { shellRequest, waitFor } from '../../helpers/tmux-server.ts';

describe('a terminal in this process', () => {
  it('keeps every word that a program prints right before its end', () =>
    withPtyHost(async ({ backend }) => {
      const ends = Array.from({ length: 20 }, async () => {
        const target = await start(
          backend,
          'i=0; while [ $i -lt 800 ]; do echo "line $i of many words"; i=$((i+1)); done',
        );
        await untilDead(backend, target);
        return backend.history(target, 1000);
      });
      for (const lines of await Promise.all(ends)) {
        expect(lines).toHaveLength(800);
        expect(lines?.at(-1)).toBe('line 799 of many words');
      }
    }));

  it('hands no terminal on to another program, nor to what this process starts besides', () =>
    withPtyHost(async ({ backend }) => {
      const first = await start(backend, 'exec sleep 60');
      const second = await start(backend, 'ls -l /proc/self/fd; exec sleep 60');
      await waitFor(async () => (await textOf(backend, second)).includes('/proc/'), { what: 'the list' });
      expect(await textOf(backend, second)).not.toContain('ptmx');
      const words = ['-l', '/proc/self/fd'];
      expect((await run('ls', words)).stdout).not.toContain('ptmx');
      expect((await run('ls', words, { input: 'x' })).stdout).not.toContain('ptmx');
      expect(runAtOnce('ls', words)).not.toContain('ptmx');
      await backend.end(first);
    }));

  it('tells how a program was killed', () =>
    withPtyHost(async ({ backend }) => {
      const target = await start(backend, 'kill -9 $$');
      await untilDead(backend, target);
      const { panes } = await backend.list();
      expect(panes).toMatchObject([{ dead: true, signal: 9 }]);
      expect(panes[0]).not.toHaveProperty('exitCode');
    }));

  it('has the size that was asked for, and 200x50 without', () =>
    withPtyHost(async ({ backend }) => {
      const small = await start(backend, 'stty size; exec sleep 60', { size: { columns: 90, rows: 20 } });
      const usual = await start(backend, 'stty size; exec sleep 60');
      await waitFor(async () => (await textOf(backend, small)).includes('20 90'), { what: 'the size' });
      await waitFor(async () => (await textOf(backend, usual)).includes('50 200'), { what: 'the size' });
    }));

  it('brings 100 KB byte for byte to a program that reads slowly', () =>
    withPtyHost(async test => {
      const text = Array.from({ length: 2000 }, (_, index) => `${index}: ${'漢é x'.repeat(10)}`).join('\n');
      const { target, file } = await recorder(test, 'while dd bs=512 count=1 2>/dev/null; do :; done');
      await test.backend.deliver(target, [{ text }], 0);
      const length = Buffer.byteLength(text);
      expect(length).toBeGreaterThan(100_000);
      await waitFor(() => readFileSync(file).length >= length, { what: 'the text' });
      expect(hash(readFileSync(file, 'utf8'))).toBe(hash(text));
    }));

  it('puts a paste in brackets where the program asked for them, and takes those out of the text', () =>
    withPtyHost(async test => {
      const { target, file } = await recorder(
        test,
        "printf '\\033[?2004h' >/dev/tty; echo >/dev/tty ready; exec cat",
      );
      await waitFor(async () => (await textOf(test.backend, target)).includes('ready'), { what: 'ready' });
      await test.backend.deliver(target, [{ text: 'a\u001b[201~b\nc' }], 0);
      await waitFor(() => readFileSync(file, 'utf8').endsWith('~'), { what: 'the paste' });
      expect(readFileSync(file, 'utf8')).toBe('\u001b[200~ab\nc\u001b[201~');
    }));

  it('ends what ignores the hangup, and what has left its terminal', () =>
    withPtyHost(async ({ backend }) => {
      const script = 'trap "" HUP; setsid sleep 4141 & sleep 4142 & echo "pids $! $$"; wait';
      const target = await start(backend, script);
      await waitFor(async () => /pids \d+ \d+/.test(await textOf(backend, target)), { what: 'the pids' });
      await backend.stop(target);
      expect(runs('4141')).toBe(false);
      expect(runs('4142')).toBe(false);
    }));

  it('prints what a program says as it comes, all of it before its end is told', () =>
    withPtyHost(async ({ backend, hosting }) => {
      const request = shellRequest('seq 1 300000; read -r x; echo "got $x"; exit 3');
      let text = '';
      hosting.printTo(request.id, more => {
        text += more;
      });
      const target = { place: await backend.start(request), id: request.id };
      await waitFor(() => text.endsWith('\n300000\n'), { what: 'the numbers', limitMs: 20_000 });
      await backend.deliver(target, [{ text: 'it' }, { keys: ['enter'] }], 0);
      await untilDead(backend, target);
      const numbers = Array.from({ length: 300_000 }, (_, index) => `${index + 1}\n`);
      expect(text === `${numbers.join('')}it\ngot it\n`).toBe(true);
    }));

  it('marks what it starts, and takes the mark of another away', () =>
    withPtyHost(async ({ backend, directory }) => {
      const target = await start(backend, 'echo "mark=$AGENTS_OWNER"; exec sleep 60', {
        environment: { ...process.env, AGENTS_OWNER: 'another' },
      });
      const [owner] = readOwners(join(directory, 'pty'));
      await waitFor(async () => (await textOf(backend, target)).includes(`mark=${owner?.mark}`), {
        what: 'the mark',
      });
    }));

  it('answers what a program asks of its terminal while nobody looks', () =>
    withPtyHost(async ({ backend }) => {
      const ask = (question: string, length: number) =>
        `printf '\\033[${question}'; dd bs=1 count=${length} 2>/dev/null | od -An -c | tr -d ' \\n'; echo`;
      const script = `stty raw -echo; ${ask('6n', 6)}; ${ask('c', 7)}; ${ask('18t', 11)}; exec sleep 60`;
      const target = await start(backend, script);
      for (const answer of ['033[1;1R', '033[?1;2c', '033[8;50;200t'])
        await waitFor(async () => (await textOf(backend, target)).includes(answer), { what: answer });
    }));

  it('has the main screen above a full-screen program in its history', () =>
    withPtyHost(async ({ backend }) => {
      const script = `seq 1 60; printf '\\033[?1049h\\033[Hfull'; exec sleep 60`;
      const target = await start(backend, script, { size: { columns: 40, rows: 10 } });
      await waitFor(async () => (await textOf(backend, target)).includes('full'), { what: 'the screen' });
      const lines = await backend.history(target, 100);
      expect(lines?.slice(0, 2)).toEqual(['1', '2']);
      expect(lines?.at(-1)).toBe('full');
      expect((await backend.list()).panes).toMatchObject([{ alternate: true, width: 40, height: 10 }]);
    }));

  it('joins a line in its history that the screen has wrapped', () =>
    withPtyHost(async ({ backend }) => {
      const target = await start(backend, 'echo abcdefghijklmno; exec sleep 60', {
        size: { columns: 10, rows: 5 },
      });
      await waitFor(async () => (await textOf(backend, target)).includes('klmno'), { what: 'the line' });
      expect(await backend.history(target, 5)).toEqual(['abcdefghijklmno']);
      expect((await textOf(backend, target)).split('\n').slice(0, 2)).toEqual(['abcdefghij', 'klmno']);
    }));
});

async function start(backend: Backend, script: string, changes = {}): Promise<Target> {
  const request = shellRequest(script, changes);
  return { place: await backend.start(request), id: request.id };
}

async function recorder({ backend, directory }: PtyTest, reader: string) {
  const file = join(directory, 'received');
  const target = await start(backend, `stty raw -echo; exec > '${file}'; ${reader}`);
  await waitFor(() => existsSync(file), { what: 'the recorder' });
  return { target, file };
}

async function textOf(backend: Backend, target: Target): Promise<string> {
  return (await backend.capture([target])).get(target.id)?.lines.join('\n') ?? '';
}

async function untilDead(backend: Backend, { id }: Target): Promise<void> {
  await waitFor(async () => (await backend.list()).panes.some(pane => pane.id === id && pane.dead), {
    what: 'the end',
  });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Whether a `sleep` of so many seconds is there. */
function runs(seconds: string): boolean {
  return processTable()
    .pids()
    .some(pid => processTable().wordsOf(pid).join(' ') === `sleep ${seconds}`);
}
