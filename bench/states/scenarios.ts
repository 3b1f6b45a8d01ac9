import { setTimeout as sleep } from 'node:timers/promises';
import { looks, type Shown } from './agents-shown.ts';
import type { AgentName, RealHome } from './real-home.ts';
import type { BackendName } from './terminals.ts';
import { type Observed, startWatched, type WatchedSession } from './watched-session.ts';

export interface Row extends Observed {
  readonly agent: AgentName;
  /** Where it lives. */
  readonly backend: BackendName;
  readonly scenario: string;
  readonly expected: string;
}

type Record = (scenario: string, expected: string, observed: Observed) => void;

interface Drive {
  readonly agent: AgentName;
  readonly session: WatchedSession;
  readonly record: Record;
  readonly prompt: (scenario: string) => string;
}

/** One session of the agent, through every scenario; `only` leaves the others out. */
export async function driveScenarios(
  home: RealHome,
  agent: AgentName,
  only: readonly string[] | undefined,
  record: Record,
): Promise<void> {
  let turn = 1;
  const prompt = (scenario: string) => `Turn ${turn++} scn-${scenario}`;
  const start = { agent, prompt: prompt('hello'), flags: looks[agent].flags };
  const session = await startWatched(home, start);
  const hello = await session.step(async () => {}, {
    expected: 'completed',
    stands: atRest(agent, /This is the fake model speaking/),
    limitMs: 120_000,
  });
  record('scn-hello', 'completed', hello);
  for (const [name, drive] of Object.entries(scenarios)) {
    if (!only || only.includes(name)) await drive({ agent, session, record, prompt });
  }
}

/** The question whether the folder is trusted, before anything else. */
export async function driveTrust(home: RealHome, agent: AgentName, record: Record): Promise<void> {
  const trust = looks[agent].trust;
  if (!trust) return;
  const session = await startWatched(home, { agent, prompt: 'scn-hello', flags: looks[agent].flags });
  const expected = 'needs-input dialog';
  const stands = ({ text }: Shown) => trust.test(text);
  record(
    'trust dialog',
    expected,
    await session.step(async () => {}, { expected, stands, limitMs: 120_000 }),
  );
}

const scenarios: Readonly<globalThis.Record<string, (drive: Drive) => Promise<void>>> = {
  shell: drive => permission(drive, 'shell'),
  edit: drive => permission(drive, 'edit'),
  question: async ({ agent, session, record, prompt }) => {
    const stands = atRest(agent, /a wall climb for the\s+power-up\?/);
    const expected = 'needs-input prose';
    const observed = await session.step(() => session.send(prompt('question')), { expected, stands });
    record('scn-question', expected, observed);
  },
  slow: async ({ agent, session, record, prompt }) => {
    const working = { expected: 'working', stands: looks[agent].busy };
    record('scn-slow-8', 'working', await session.step(() => session.send(prompt('slow-8')), working));
    const done = { expected: 'completed', stands: atRest(agent, /busy\s+for\s+a\s+while\./) };
    record('scn-slow-8, its end', 'completed', await session.step(async () => {}, done));
  },
  esc: async drive => {
    const { agent, session, prompt } = drive;
    await session.step(() => session.send(prompt('slow-30')), {
      expected: 'working',
      stands: shown => looks[agent].busy(shown) && /slow answer/.test(shown.text),
    });
    await interrupt(drive, 'scn-slow-30, Esc');
  },
  500: drive => failure(drive, 500),
  429: drive => failure(drive, 429),
  ask: async drive => {
    const { agent, session, record, prompt } = drive;
    // Codex asks in Plan mode only.
    if (agent === 'codex') await session.press('BTab');
    const stands = ({ text }: Shown) => looks[agent].question.test(text);
    const wish = { expected: 'needs-input question', stands };
    const observed = await session.step(() => session.send(prompt('ask')), wish);
    record('scn-ask', wish.expected, observed);
    await accept(drive, 'scn-ask, answered', looks[agent].question);
    if (agent === 'codex') await session.press('BTab');
  },
  quota: async ({ agent, session, record, prompt }) => {
    if (agent === 'opencode' || agent === 'copilot' || agent === 'qwen') return;
    const dialog = agent === 'gemini';
    const expected = dialog ? 'needs-input dialog' : 'failed limit';
    const pattern = dialog ? /Usage limit reached[\s\S]*Keep trying/ : /^■ |Credit balance too low/m;
    const stands = dialog ? ({ text }: Shown) => pattern.test(text) : atRest(agent, pattern);
    const observed = await session.step(() => session.send(prompt('quota')), { expected, stands });
    record('scn-quota', expected, observed);
  },
};

async function permission(drive: Drive, name: 'shell' | 'edit'): Promise<void> {
  const { agent, session, record, prompt } = drive;
  const expected = 'needs-input permission';
  const stands = ({ text }: Shown) => looks[agent].permission.test(text);
  const observed = await session.step(() => session.send(prompt(name)), { expected, stands });
  record(`scn-${name}`, expected, observed);
  if (observed.problem === undefined) await accept(drive, `scn-${name}, allowed`, looks[agent].permission);
}

/** Takes the first choice; again when the agent thought that the key came too soon. */
async function accept(drive: Drive, scenario: string, dialog: RegExp): Promise<void> {
  const { agent, session, record } = drive;
  const act = async () => {
    for (let attempt = 0; attempt < 5 && dialog.test((await session.shown()).text); attempt += 1) {
      await session.press('Enter');
      await sleep(1000);
    }
  };
  const wish = { expected: 'completed', stands: atRest(agent, /tool\s+returned/) };
  record(scenario, wish.expected, await session.step(act, wish));
}

/** Those that try again for minutes. */
const endless: readonly AgentName[] = ['gemini', 'opencode', 'qwen'];

/** Claude fails at once; Codex shows its retries of a 500 and fails then; the others retry for minutes. */
async function failure(drive: Drive, code: 500 | 429): Promise<void> {
  const { agent, session, record, prompt } = drive;
  const { busy, retrying, error } = looks[agent];
  const isEndless = endless.includes(agent);
  const send = () => session.send(prompt(`${code}`));
  if (isEndless || ((agent === 'codex' || agent === 'copilot') && code === 500)) {
    const stands = retrying ? ({ text }: Shown) => retrying.test(text) : busy;
    const expected = retrying ? 'working retrying' : 'working';
    record(`scn-${code}`, expected, await session.step(send, { expected, stands, limitMs: 90_000 }));
    if (isEndless) return interrupt(drive, `scn-${code}, Esc`);
    const wish = { expected: 'failed', stands: atRest(agent, error), limitMs: 120_000 };
    return record(`scn-${code}, its end`, 'failed', await session.step(async () => {}, wish));
  }
  const expected = agent === 'copilot' ? 'failed limit' : 'failed';
  const wish = { expected, stands: atRest(agent, error), limitMs: 90_000 };
  record(`scn-${code}`, expected, await session.step(send, wish));
}

async function interrupt({ agent, session, record }: Drive, scenario: string): Promise<void> {
  const { interrupted, interruptKeys } = looks[agent];
  const wish = { expected: 'idle', stands: atRest(agent, interrupted) };
  record(scenario, 'idle', await session.step(() => session.press(...interruptKeys), wish));
}

function atRest(agent: AgentName, pattern: RegExp): (shown: Shown) => boolean {
  return shown => pattern.test(shown.text) && !looks[agent].busy(shown);
}
