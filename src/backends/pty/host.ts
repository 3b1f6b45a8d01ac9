import { setTimeout as wait } from 'node:timers/promises';
import type { Screen } from '../../core/screen/screen.ts';
import { randomHex } from '../../system/files/random-hex.ts';
import { descendants, endTree, leftBehind } from '../../system/run/process-tree.ts';
import type { Capturable, Listed, Refusal, StartRequest } from '../backend.ts';
import { deliverSteps } from './deliver.ts';
import type { LocalHost } from './host-calls.ts';
import type { Hosted } from './hosted.ts';
import { loadPty } from './load-pty.ts';
import { lookAt } from './look.ts';
import { backendName, type PtyPlace, requireOwn } from './place.ts';
import type { Print } from './screen/print-transcript.ts';
import { startTerminal } from './terminal.ts';

/** What a program gets to save its work before it is killed. */
const graceMs = 3000;
/** How long the end of a program may take to be noticed after its processes are gone. */
const noticeMs = 1000;

interface Hosts {
  /** Of this process, in the environment of what runs in it. */
  readonly mark: string | undefined;
  /** A program has started or ended, or someone attached or left. */
  readonly onChange: () => void;
  /** What gets the output of a session, as plain text. */
  readonly printOf?: (id: string) => Print | undefined;
}

/** Terminals that live in this process, and end with it. Throws a sentence where this system has none to give. */
export async function openHost({ mark, onChange, printOf }: Hosts): Promise<LocalHost> {
  const pty = await loadPty();
  const hosted = new Map<string, Hosted>();
  const find = ({ place, id }: Capturable): Hosted | Refusal => {
    const { owner, terminal } = requireOwn(place);
    const one = owner === `${process.pid}` ? hosted.get(terminal) : undefined;
    if (!one) return 'gone';
    return one.id === id ? one : 'other-session';
  };
  const act = async (target: Capturable, action: (one: Hosted) => Promise<void> | void) => {
    const one = find(target);
    if (typeof one !== 'string') await action(one);
  };
  const remove = ({ place, terminal }: Hosted) => {
    hosted.delete(place.terminal);
    terminal.close();
    onChange();
  };
  return {
    start: async request => {
      checkRequest(request);
      const place: PtyPlace = { backend: backendName, owner: `${process.pid}`, terminal: randomHex(16) };
      const { id, slug, promptColumn } = request;
      const terminal = startTerminal(pty, { request, mark, print: printOf?.(id) }, onChange);
      hosted.set(place.terminal, { id, slug, place, terminal, promptColumn, questionNumber: 0 });
      onChange();
      return place;
    },
    list: async () => {
      await Promise.all([...hosted.values()].map(({ terminal }) => terminal.settled()));
      return [...hosted.values()].map(factOf);
    },
    capture: async panes => {
      const screens = new Map<string, Screen>();
      for (const pane of panes)
        await act(pane, async ({ terminal }) => {
          await terminal.settled();
          screens.set(pane.id, terminal.screen());
        });
      return screens;
    },
    history: async (target, lines) => {
      const one = find(target);
      if (typeof one === 'string') return undefined;
      await one.terminal.settled();
      return one.terminal.history(lines);
    },
    deliver: async (target, steps, gapMs) => deliverSteps(() => find(target), target, { steps, gapMs }),
    stop: target => act(target, endProcesses),
    end: target =>
      act(target, async one => {
        await endProcesses(one);
        remove(one);
      }),
    clear: target =>
      act(target, one => {
        if (!one.terminal.state().dead)
          throw new Error(`Session ${target.id} still runs. Stop it before it is cleared.`);
        remove(one);
      }),
    numberQuestions: async numbers => {
      for (const { place, questionNumber } of numbers) {
        const one = hosted.get(requireOwn(place).terminal);
        if (one) one.questionNumber = questionNumber;
      }
    },
    attach: (request, viewer) => {
      const attached = lookAt(hosted.get(request.place.terminal), request, viewer);
      onChange();
      return attached;
    },
    leaders: () =>
      [...hosted.values()].flatMap(({ terminal }) => (terminal.state().dead ? [] : [terminal.pid])),
    close: async () => {
      await Promise.allSettled([...hosted.values()].map(endProcesses));
      for (const one of [...hosted.values()]) remove(one);
    },
  };
}

function factOf({ id, slug, place, terminal, questionNumber }: Hosted): Listed {
  return { ...terminal.state(), id, place, questionNumber, name: slug, notedName: slug, inMode: false };
}

function checkRequest({ id, argv, size }: StartRequest): void {
  if (argv.length === 0) throw new Error(`Session ${id} cannot start: it has no program.`);
  const numbers = [size?.columns ?? 1, size?.rows ?? 1];
  if (numbers.every(number => Number.isInteger(number) && number > 0 && number <= 10_000)) return;
  throw new Error(`Session ${id} cannot start: its size is not a number of cells.`);
}

/** Of a program that has ended only what it left behind: its number may be someone else's by now. */
async function endProcesses({ id, terminal }: Hosted): Promise<void> {
  const { pid } = terminal;
  const processes = terminal.state().dead ? await leftBehind(pid) : await descendants(pid);
  const survivors = await endTree(processes, { graceMs });
  if (survivors.length > 0) {
    const pids = survivors.map(survivor => survivor.pid).join(', ');
    throw new Error(`Session ${id} was ended, but process ${pids} does not die. It may wait for a disk.`);
  }
  const deadline = performance.now() + noticeMs;
  while (!terminal.state().dead && performance.now() < deadline) await wait(5);
}
