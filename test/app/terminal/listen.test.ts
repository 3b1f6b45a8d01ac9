import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { listen } from '../../../src/app/terminal/listen.ts';
import { openView } from '../../helpers/open-view.ts';

/** A view that listens to a process of its own, which has a terminal of 120x40. */
function listening({ hasTerminal = true } = {}) {
  const calls: string[] = [];
  const stdout = Object.assign(new EventEmitter(), { columns: 120, rows: 40 });
  const stdin = { isTTY: true, setRawMode: (isRaw: boolean) => calls.push(`raw ${isRaw}`) };
  const signals = new EventEmitter();
  const view = openView([]);
  const ink = { clear: () => calls.push('clear'), unmount: () => calls.push('unmount') };
  const stop = listen(view, ink, {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: stdout as unknown as NodeJS.WriteStream,
    signals,
    hasTerminal: () => hasTerminal,
    halt: () => calls.push('halt'),
    endWith: code => calls.push(`end with ${code}`),
  });
  const size = () => [view.state().screen.columns, view.state().screen.rows];
  return { calls, stdout, signals, size, stop };
}

describe('an open view', () => {
  it('has the size that its terminal has when it begins to listen, and after each change', () => {
    const { stdout, size } = listening();
    expect(size()).toEqual([120, 40]);
    Object.assign(stdout, { columns: 90, rows: 20 });
    stdout.emit('resize');
    expect(size()).toEqual([90, 20]);
  });

  it('counts on 80x24 where the terminal does not tell its size', () => {
    const { stdout, size } = listening();
    Object.assign(stdout, { columns: 0, rows: undefined });
    stdout.emit('resize');
    expect(size()).toEqual([80, 24]);
  });

  it('is drawn again once for each change, also when Node tells nothing of one', () => {
    const { stdout, signals } = listening();
    let drawn = 0;
    stdout.on('resize', () => drawn++);
    signals.emit('SIGWINCH', 'SIGWINCH');
    expect(drawn).toBe(1);
    stdout.emit('resize');
    signals.emit('SIGWINCH', 'SIGWINCH');
    expect(drawn).toBe(2);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('is left at %s, with %i', (signal, code) => {
    const { signals, calls } = listening();
    signals.emit(signal, signal);
    expect(calls).toEqual([`end with ${code}`, 'unmount']);
  });

  it('gives the terminal its modes back before it is halted', () => {
    const { signals, calls } = listening();
    signals.emit('SIGTSTP', 'SIGTSTP');
    expect(calls).toEqual(['raw false', 'halt']);
  });

  it('does not take back a terminal that was closed', () => {
    const { signals, calls } = listening({ hasTerminal: false });
    signals.emit('SIGCONT', 'SIGCONT');
    expect(calls).toEqual([]);
  });

  it('hears nothing more when it has stopped, and a second SIGHUP does not end its process', () => {
    const { signals, stdout, calls, stop } = listening();
    stop();
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGTSTP', 'SIGWINCH']) signals.emit(signal, signal);
    stdout.emit('resize');
    expect(calls).toEqual([]);
    expect(signals.listenerCount('SIGHUP')).toBe(1);
  });
});
