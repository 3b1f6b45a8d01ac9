import { expect, it } from 'vitest';
import type { Session, Status } from '../../../src/core/session/session.ts';
import type { SessionSource } from '../../../src/core/source.ts';
import { waitFor } from '../../helpers/wait.ts';

/** A source, with what changes the sessions that it tells of. */
export interface Subject {
  readonly source: SessionSource;
  /** Records a shell job that runs in a terminal, or changes the status of one. */
  readonly put: (id: string, status?: Partial<Status>) => Promise<void>;
  readonly remove: (id: string) => Promise<void>;
  /** From now on its record cannot be read. */
  readonly damage: (id: string) => void;
  readonly print: (id: string, ...lines: readonly string[]) => void;
  /** Takes its terminal away; its record stays as it is. */
  readonly loseTerminal: (id: string) => Promise<void>;
}

const [first, second] = ['feed0001', 'feed0002'];

/** What every source does alike, wherever its sessions are. `open` gives one without sessions. */
export function contract(open: () => Subject): void {
  it('lists its sessions by id, and the same list again while nothing changes', async () => {
    const { source, put } = open();
    expect(source.read()).toEqual({ sessions: [], bad: [], changed: true });
    await put(second);
    await put(first);
    const list = source.read();
    expect([idsOf(list), list.bad, list.changed]).toEqual([[first, second], [], true]);
    const again = source.read();
    expect([again.sessions === list.sessions, again.changed]).toEqual([true, false]);
  });

  it('gives a session that has changed as another object, and all others as they were', async () => {
    const { source, put } = open();
    await put(first);
    await put(second);
    const before = source.read().sessions;
    await put(second, { summary: 'compiles' });
    const { sessions, changed } = source.read();
    expect([changed, sessions[0] === before[0], sessions[1] === before[1]]).toEqual([true, true, false]);
    expect(sessions[1]?.status.summary).toBe('compiles');
    expect(source.session(second)?.status.summary).toBe('compiles');
  });

  it('calls back after a change, until it is closed', async () => {
    const { source, put } = open();
    const [heard, closed] = [{ count: 0 }, { count: 0 }];
    const close = source.watch(() => (heard.count += 1));
    source.watch(() => (closed.count += 1))();
    await put(first);
    await waitFor(() => heard.count > 0, { what: 'call' });
    await put(first, { summary: 'compiles' });
    await waitFor(() => source.session(first)?.status.summary === 'compiles', { what: 'change' });
    close();
    const { count } = heard;
    await put(second);
    expect([heard.count, closed.count]).toEqual([count, 0]);
  });

  it('knows nothing any more of a session that is gone', async () => {
    const { source, put, remove } = open();
    await put(first);
    const [session] = source.read().sessions;
    if (!session) throw new Error('There is no session.');
    await remove(first);
    expect([idsOf(source.read()), source.session(first)]).toEqual([[], undefined]);
    expect(written((await source.screen(session)).lines)).toEqual([]);
    expect((await source.history(session, 5)).from).toBe('records');
    expect(await source.journal(session)).toEqual([]);
  });

  it('tells of a record that cannot be read, which hides no other', async () => {
    const { source, put, damage } = open();
    await put(first);
    await put(second);
    damage(first);
    const list = source.read();
    expect([idsOf(list), list.bad.map(({ id }) => id)]).toEqual([[second], [first]]);
    expect(list.bad[0]?.problem).not.toBe('');
    expect(source.session(first)).toBeUndefined();
  });

  it('shows what stands on a screen now', async () => {
    const { source, put, print } = open();
    await put(first);
    const session = sessionOf(source, first);
    print(first, 'one', 'two');
    expect(written((await source.screen(session)).lines)).toEqual(['one', 'two']);
    print(first, 'three');
    expect(await source.screen(session)).toMatchObject({ trouble: undefined, kept: undefined });
    expect(written((await source.screen(session)).lines)).toEqual(['one', 'two', 'three']);
  });

  it('reads back at most as far as it was asked to, the oldest line first', async () => {
    const { source, put, print } = open();
    await put(first);
    const session = sessionOf(source, first);
    const lines = Array.from({ length: 300 }, (_, at) => `line ${at}`);
    print(first, ...lines);
    expect(await source.history(session, 3)).toEqual({ from: 'terminal', lines: lines.slice(-3) });
    expect(await source.history(session, 300)).toEqual({ from: 'terminal', lines });
  });

  it('goes back to what is on record where a terminal is gone', async () => {
    const { source, put, print, loseTerminal } = open();
    await put(first);
    print(first, 'one');
    await loseTerminal(first);
    expect((await source.history(sessionOf(source, first), 5)).from).toBe('records');
    expect(written((await source.screen(sessionOf(source, first))).lines)).toEqual([]);
  });
}

function idsOf({ sessions }: { readonly sessions: readonly Session[] }): readonly string[] {
  return sessions.map(({ id }) => id);
}

function sessionOf(source: SessionSource, id: string): Session {
  const found = source.session(id);
  if (!found) throw new Error(`There is no session ${id}.`);
  return found;
}

/** A screen has empty lines below what was printed. */
function written(lines: readonly string[] = []): readonly string[] {
  return lines.filter(line => line !== '');
}
