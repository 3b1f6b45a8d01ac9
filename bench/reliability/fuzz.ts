import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSessionFile } from '../../src/core/agents/claude/claude-session-file.ts';
import { agents, findAgent } from '../../src/core/agents/index.ts';
import { observe } from '../../src/core/observe/observe.ts';
import { pullsSchema } from '../../src/core/pulls/pulls.ts';
import { isRecord } from '../../src/core/schema.ts';
import { listEntry } from '../../src/core/session/list-entry.ts';
import { notAhead } from '../../src/core/session/move-times.ts';
import { type Session, specSchema, userStateSchema } from '../../src/core/session/session.ts';
import { workSchema } from '../../src/core/worktree/worktree.ts';
import type { Paths } from '../../src/system/files/paths.ts';
import { ensureHome, statePaths } from '../../src/system/files/paths.ts';
import { parseJson, type ReadResult } from '../../src/system/files/read-file.ts';
import { readJournal } from '../../src/system/store/history/journal-file.ts';
import { isBadJob, readSession } from '../../src/system/store/job/read-session.ts';
import { statusOf, statusRecordSchema } from '../../src/system/store/job/status-record.ts';
import { readTrash } from '../../src/system/store/job/trash.ts';
import { takeEvents } from '../../src/system/store/messages/events.ts';
import { listLines } from '../../src/ui/list/list-lines.ts';
import { frame } from '../../src/ui/view/frame.ts';
import { randomNumbers } from '../../test/helpers/random-numbers.ts';
import { aState } from '../../test/helpers/sessions.ts';
import {
  sampleEvents,
  sampleFiles,
  sampleId,
  samplePane,
  sampleScreens,
  sampleSpec,
  sampleStatus,
  screenFrom,
} from './fuzz-samples.ts';
import { mutatedText, mutatedValue, type Random } from './mutate.ts';
import type { Row } from './report.ts';

export interface FuzzOutcome {
  /** How many inputs of each kind. */
  readonly counts: ReadonlyMap<string, number>;
  /** Damaged records that were nevertheless read as sessions. */
  readonly accepted: number;
  /** The first few, each with its input. */
  readonly thrown: readonly string[];
  readonly slowest: { readonly kind: string; readonly ms: number };
}

type Try = (random: Random) => void;

/**
 * Hands `count` mutated records, events and screens to everything that reads them; nothing may throw. The same for the
 * same seed.
 */
export function fuzz(count: number, seed: number): FuzzOutcome {
  const random = randomNumbers(seed);
  const root = mkdtempSync(join(tmpdir(), 'agents-fuzz-'));
  const paths = statePaths({ AGENTS_HOME: join(root, 'home'), XDG_CONFIG_HOME: root });
  ensureHome(paths);
  const counts = new Map<string, number>();
  const thrown: string[] = [];
  let accepted = 0;
  let slowest = { kind: '', ms: 0 };
  const kinds = kindsOf(paths, () => {
    accepted += 1;
  });
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  try {
    for (let number = 0; number < count; number += 1) {
      // Events are what others write most; a look takes as long as fifty of them.
      const kind = names[random(5)] ?? 'event';
      const startedAt = performance.now();
      try {
        kinds[kind](random);
      } catch (error) {
        if (thrown.length < 5)
          thrown.push(`${kind} ${number}: ${error instanceof Error ? error.stack : error}`);
      }
      const ms = performance.now() - startedAt;
      if (ms > slowest.ms) slowest = { kind, ms };
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return { counts, accepted, thrown, slowest };
}

function kindsOf(
  paths: Paths,
  onAccepted: () => void,
): Readonly<Record<'record' | 'event' | 'screen' | 'look', Try>> {
  const screens = sampleScreens();
  const directory = join(paths.jobs, sampleId);
  const inbox = join(directory, 'inbox');
  mkdirSync(inbox, { recursive: true });
  const screen = (random: Random) =>
    screenFrom(mutatedText(screens[random(screens.length)] ?? '', random), 20 + random(200));
  return {
    record: random => {
      const session = random(20) === 0 ? recordOnDisk(paths, random) : recordInMemory(random);
      if (!session) return;
      onAccepted();
      show(session, random);
    },
    event: random => {
      const { name, data } = sampleEvents[random(sampleEvents.length)] ?? { name: '', data: {} };
      const text = damagedText(data, random);
      if (random(40) > 0) return readEverywhere(name, parseJson('', text, isRecord));
      writeFileSync(join(inbox, `1.${name}.json`), text);
      const { events, commit } = takeEvents(paths, sampleId);
      for (const event of events) readEverywhere(event.name, { ok: true, value: event.data });
      commit();
    },
    screen: random => {
      const seen = screen(random);
      const agent = agents[random(agents.length)];
      agent?.readScreen(seen);
      agent?.outputLines?.(seen);
    },
    look: random => {
      const agent = agents[random(agents.length)]?.name ?? 'claude';
      lookAt({ ...sampleSpec, agent }, random, screen(random));
    },
  };
}

function readEverywhere(name: string, read: ReadResult<Readonly<Record<string, unknown>>>): void {
  const data = read.ok ? read.value : {};
  for (const agent of agents) agent.readEvent({ name, at: 1, data });
  parseSessionFile(data);
}

/** Valid JSON of another shape, or text that is no JSON any more. */
function damagedText(value: unknown, random: Random): string {
  const text = JSON.stringify(random(3) === 0 ? value : mutatedValue(value, random)) ?? '';
  return random(3) === 0 ? mutatedText(text, random) : text;
}

const fileNames = Object.keys(sampleFiles);

/** One or two of its files are damaged, the others as they should be. */
function writeRecord(directory: string, random: Random): void {
  const damaged = new Set([random(fileNames.length), random(fileNames.length)]);
  for (const [index, name] of fileNames.entries()) {
    const value = sampleFiles[name];
    const text = damaged.has(index) ? damagedText(value, random) : JSON.stringify(value);
    writeFileSync(join(directory, name), text);
  }
}

function recordOnDisk(paths: Paths, random: Random): Session | undefined {
  writeRecord(join(paths.jobs, sampleId), random);
  const session = readSession(paths, sampleId);
  readJournal(paths, sampleId);
  readTrash(paths);
  return isBadJob(session) ? undefined : session;
}

/** One of its parts is damaged. */
function recordInMemory(random: Random): Session | undefined {
  const at = random(5);
  const read = <T>(index: number, name: string, check: (value: unknown) => value is T) => {
    const value = sampleFiles[name];
    return parseJson('', index === at ? damagedText(value, random) : JSON.stringify(value), check);
  };
  const [spec, status] = [read(0, 'spec.json', specSchema), read(1, 'state.json', statusRecordSchema)];
  const [userState, pulls] = [read(2, 'marks.json', userStateSchema), read(3, 'pulls.json', pullsSchema)];
  const work = read(4, 'work.json', workSchema);
  if (!spec.ok || !status.ok || !userState.ok || !pulls.ok || !work.ok) return undefined;
  const parts = {
    spec: spec.value,
    status: statusOf(status.value),
    userState: userState.value,
    work: work.value,
  };
  return { id: sampleId, ...parts, pulls: pulls.value.pulls };
}

/** What is made of a record that was read: its row, its frame and its line of JSON. */
function show(session: Session, random: Random): void {
  JSON.stringify(listEntry(session));
  const state = aState([session], { list: { selectedId: session.id } });
  listLines(state, 20);
  if (random(20) === 0) frame(state);
  notAhead(session.status, Date.now());
}

function lookAt(spec: Session['spec'], random: Random, screen: ReturnType<typeof screenFrom>): void {
  const events = Array.from({ length: random(4) }, (_, index) => {
    const { name, data } = sampleEvents[random(sampleEvents.length)] ?? { name: '', data: {} };
    const mutated = mutatedValue(data, random);
    const isRecord = typeof mutated === 'object' && mutated !== null && !Array.isArray(mutated);
    return { name, at: index, data: (isRecord ? mutated : {}) as Record<string, unknown> };
  });
  const status = observe({
    now: 5000,
    spec,
    userState: { version: 1 },
    previous: random(2) === 0 ? sampleStatus : undefined,
    pane: { ...samplePane, dead: random(8) === 0 },
    place: samplePane.place,
    serverGone: false,
    screen,
    events,
  });
  const { question } = status;
  if (question) findAgent(spec.agent)?.answer(question, { choices: [0], text: 'x' });
  show({ id: spec.id, spec, userState: { version: 1 }, status }, random);
}

/** A pause of the whole machine takes longer than any input of ours. */
const mostMs = 1000;

export async function fuzzRows(count: number): Promise<readonly Row[]> {
  const { counts, accepted, thrown, slowest } = fuzz(count, 1);
  for (const each of thrown) console.error(each);
  const kinds = {
    record: 'records (8 files each)',
    event: 'events',
    screen: 'screens',
    look: 'looks at a session',
  };
  return [
    ...Object.entries(kinds).map(([kind, what]) => ({
      what: `mutated ${what}`,
      figure: `${counts.get(kind) ?? 0}`,
    })),
    { what: 'records that still were sessions, and were shown', figure: `${accepted}` },
    { what: 'inputs that threw', figure: `${thrown.length}`, isRight: thrown.length === 0 },
    {
      what: `the slowest input (${slowest.kind})`,
      figure: `${slowest.ms.toFixed(0)} ms`,
      isRight: slowest.ms < mostMs,
    },
  ];
}
