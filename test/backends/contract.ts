import { expect, it } from 'vitest';
import { type Backend, required, type Target } from '../../src/backends/backend.ts';
import { waitFor } from '../helpers/wait.ts';

/** A backend with the programs that the contract needs to run in it. */
export interface Subject {
  readonly backend: Backend;
  /** A session that keeps every byte that it gets. */
  readonly recorder: () => Promise<{ readonly target: Target; readonly received: () => string }>;
  /** A session that prints these lines, and goes on. */
  readonly printer: (lines: readonly string[]) => Promise<Target>;
  /** Has the program of a printer end with this exit code. */
  readonly exit: (printer: Target, exitCode: number) => Promise<unknown>;
}

/** What every backend does alike, whatever it is made of. `open` gives one that is empty, and takes it away. */
export function contract(open: (use: (subject: Subject) => Promise<void>) => Promise<void>): void {
  const test = (title: string, use: (subject: Subject) => Promise<void>) => it(title, () => open(use));

  test('a session that was started is listed with its id, and nothing else is', async ({
    backend,
    printer,
  }) => {
    const { place, id } = await printer(['one']);
    const listing = await backend.list('own');
    expect(listing.panes).toMatchObject([{ id, place, dead: false, questionNumber: 0 }]);
    expect(listing.unmanaged).toEqual([]);
    expect(listing.server?.pid).toBeGreaterThan(0);
    expect(place.backend).toBe(backend.name);
  });

  test('an empty one lists nothing, and has no server', async ({ backend }) => {
    expect(await backend.list()).toEqual({ server: undefined, panes: [], unmanaged: [] });
  });

  test('what was meant for a session that is gone reaches no other', async ({ backend, recorder }) => {
    const first = await recorder();
    await backend.end(first.target);
    const second = await recorder();
    expect(await backend.deliver(first.target, [{ text: 'rm -rf' }], 0)).toMatchObject({ sent: false });
    expect(await backend.history(first.target, 5)).toBeUndefined();
    const there = { ...second.target, id: first.target.id };
    expect(await backend.deliver(there, [{ text: 'rm -rf' }], 0)).toEqual({
      sent: false,
      why: 'other-session',
    });
    expect(await backend.history(there, 5)).toBeUndefined();
    expect(second.received()).toBe('');
  });

  for (const text of [
    'one\ntwo\n\nthree',
    `'a' "b" #{pid} #(touch pwned) \\ %5`,
    'do it;',
    '漢字 👍🏽 é',
    '-t !',
  ])
    test(`${JSON.stringify(text)} arrives once, byte for byte, before its Enter`, async subject => {
      const { target, received } = await subject.recorder();
      const steps = [{ text }, { keys: ['enter'] }] as const;
      expect(await subject.backend.deliver(target, steps, 50)).toEqual({ sent: true });
      await waitFor(() => received().endsWith('\r'), { what: 'enter' });
      expect(received()).toBe(`${text}\r`);
    });

  test('an answer to a question that is no longer open is refused', async ({ backend, recorder }) => {
    const { target, received } = await recorder();
    const { guards, checks } = backend.can;
    await (guards ?? checks)?.numberQuestions([{ place: target.place, questionNumber: 12 }]);
    const answer = (questionNumber: number) =>
      backend.deliver({ ...target, questionNumber }, [{ keys: ['2'] }], 0);
    expect(await answer(11)).toEqual({ sent: false, why: 'moved-on' });
    expect((await backend.list()).panes).toMatchObject([{ questionNumber: 12 }]);
    expect(await answer(12)).toEqual({ sent: true });
    await waitFor(() => received() !== '', { what: 'the key' });
    expect(received()).toBe('2');
  });

  test('nothing is written where another program has the keys', async ({ backend, recorder }) => {
    const { target, received } = await recorder();
    const delivery = await backend.deliver({ ...target, command: 'nobody' }, [{ text: 'x' }], 0);
    expect(delivery).toEqual({ sent: false, why: 'moved-on' });
    expect(received()).toBe('');
  });

  test('exit code and last output of one that has ended are kept, and it takes nothing', async subject => {
    const { backend } = subject;
    const target = await subject.printer(['first', 'last words']);
    const screen = async () => (await backend.capture([target])).get(target.id)?.lines ?? [];
    // tmux 3.3a was seen to lose what a program prints in the moment of its end.
    await waitFor(async () => (await screen()).includes('last words'), { what: 'the last words' });
    await subject.exit(target, 3);
    await untilDead(subject);
    expect((await backend.list()).panes).toMatchObject([{ id: target.id, dead: true, exitCode: 3 }]);
    expect(await screen()).toContain('last words');
    expect((await backend.history(target, 50))?.slice(0, 2)).toEqual(['first', 'last words']);
    expect(await backend.deliver(target, [{ text: 'x' }], 0)).toEqual({ sent: false, why: 'dead' });
  });

  test('capture and history agree, and history reads on where the screen ends', async subject => {
    const lines = Array.from({ length: 80 }, (_, index) => `line ${index}`);
    const target = await subject.printer(lines);
    const shown = async () => (await subject.backend.capture([target])).get(target.id);
    await waitFor(async () => (await shown())?.lines.includes('line 79'), { what: 'the last line' });
    const screen = await shown();
    expect(screen?.lines).toHaveLength(screen?.height ?? 0);
    const written = screen?.lines.filter(line => line !== '') ?? [];
    expect(written.length).toBeLessThan(80);
    expect(await subject.backend.history(target, written.length)).toEqual(written);
    // What has scrolled out is lost where nothing can read it.
    const { scrollback } = subject.backend.can;
    expect(await subject.backend.history(target, 80)).toEqual(scrollback ? lines : written);
    expect(await subject.backend.history(target, 0)).toEqual([]);
  });

  test('one that is stopped has ended, and what it said stays', async subject => {
    const target = await subject.printer(['still here']);
    await waitFor(async () => (await subject.backend.history(target, 5))?.includes('still here'), {
      what: 'the line',
    });
    await subject.backend.stop(target);
    await untilDead(subject);
    expect(await subject.backend.history(target, 5)).toContain('still here');
  });

  test('one that lives is not cleared away, one that has ended is', async subject => {
    const { backend } = subject;
    const alive = await subject.printer(['one']);
    await expect(backend.clear(alive)).rejects.toThrow('still runs');
    await backend.stop(alive);
    await untilDead(subject);
    await backend.clear(alive);
    expect((await backend.list()).panes).toEqual([]);
    await backend.clear(alive);
  });

  test('removing one ends it, and does nothing when it is gone', async ({ backend, printer }) => {
    const kept = await printer(['kept']);
    const gone = await printer(['gone']);
    await backend.end(gone);
    await backend.end(gone);
    expect((await backend.list()).panes.map(({ id }) => id)).toEqual([kept.id]);
    expect(await backend.capture([gone])).toEqual(new Map());
    expect(await backend.deliver(gone, [{ text: 'x' }], 0)).toEqual({ sent: false, why: 'gone' });
  });

  test('who needs what it cannot is told so in a sentence', async ({ backend }) => {
    const names = ['guards', 'checks', 'adopts', 'names', 'scrollback', 'cursor'] as const;
    for (const name of names.filter(each => backend.can[each] === undefined))
      expect(() => required(backend, name)).toThrow(`Sessions that live in ${backend.name} cannot `);
    // One of these at least: a stale answer never goes out unseen.
    expect(backend.can.guards ?? backend.can.checks).toBeDefined();
  });

  test('a place of another backend is refused in words', async ({ backend }) => {
    const target = { place: { backend: 'elsewhere' }, id: 'feed0001' };
    await expect(backend.deliver(target, [{ text: 'x' }], 0)).rejects.toThrow('lives in elsewhere');
    await expect(backend.end(target)).rejects.toThrow('lives in elsewhere');
  });
}

async function untilDead({ backend }: Subject): Promise<void> {
  await waitFor(async () => (await backend.list()).panes.every(pane => pane.dead), { what: 'the end' });
}
