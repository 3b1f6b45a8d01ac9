import { setTimeout as sleep } from 'node:timers/promises';
import type { Status } from '../../src/core/session/session.ts';
import type { StatusRecord } from '../../src/system/store/job/status-record.ts';
import { agents, jobFile, startSession } from '../../test/helpers/program.ts';
import type { Shown } from './agents-shown.ts';
import type { AgentName, RealHome } from './real-home.ts';

const screenEveryMs = 25;
const stateEveryMs = 5;
/** A state that does not last this long is not what the session's state is. */
const settledMs = 1500;

export interface Wish {
  /** For example `needs-input permission`. */
  readonly expected: string;
  readonly stands: (shown: Shown) => boolean;
  readonly limitMs?: number;
}

export interface Observed {
  /** Every state since the step began, in turn. */
  readonly states: readonly string[];
  readonly right: boolean;
  /** From the screen to the state, 0 when the state came first; undefined when either never came. */
  readonly delayMs: number | undefined;
  readonly problem?: string;
  /** The screen and the evidence at the end of a step that went wrong. */
  readonly detail?: string;
}

export interface WatchedSession {
  readonly id: string;
  /** Does something, and waits for what comes of it on the screen and in state.json. */
  readonly step: (act: () => Promise<unknown>, wish: Wish) => Promise<Observed>;
  readonly send: (text: string) => Promise<void>;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly shown: () => Promise<Shown>;
}

interface Start {
  readonly agent: AgentName;
  readonly prompt: string;
  readonly flags: readonly string[];
}

/** Starts a session of a real agent by `agents run`. Each prompt begins with `Turn N`, which the screen is cut at. */
export async function startWatched(
  { home, terminals }: RealHome,
  { agent, prompt, flags }: Start,
): Promise<WatchedSession> {
  let token = tokenOf(prompt);
  const words = [prompt, '--agent', agent, '--name', 'real', '--cwd', home.project, '--', ...flags];
  const id = await startSession(home, words);
  const read = () => jobFile(home, id, 'state.json') as unknown as StatusRecord | undefined;
  const shown = async (): Promise<Shown> => {
    const { title, screen } = await terminals.shown(id);
    return { title, text: belowPrompt(screen, token) };
  };
  return {
    id,
    shown,
    step: (act, wish) => watchStep({ act, wish, read, shown }),
    async send(text) {
      token = tokenOf(text);
      const { code, stdout, stderr } = await agents(home, ['send', id, text]);
      if (code !== 0) throw new Error(`agents send: ${stdout}${stderr}`);
    },
    async press(...keys) {
      for (const key of keys) {
        await terminals.press(id, key);
        await sleep(60);
      }
    },
  };
}

/** Codex shows what its conversation is about in its last line as well, which is no prompt. */
function belowPrompt(screen: string, token: string): string {
  if (token === '') return screen;
  const lines = screen.split('\n');
  const prompt = lines.findLastIndex(line => new RegExp(`^\\W{0,8}${token}\\b`).test(line));
  return prompt < 0 ? '' : lines.slice(prompt).join('\n');
}

const tokenOf = (prompt: string) => /^Turn \d+/.exec(prompt)?.[0] ?? '';

interface Step {
  readonly act: () => Promise<unknown>;
  readonly wish: Wish;
  readonly read: () => Status | undefined;
  readonly shown: () => Promise<Shown>;
}

async function watchStep({ act, wish, read, shown }: Step): Promise<Observed> {
  const { expected, stands, limitMs = 60_000 } = wish;
  const changes: { readonly label: string; readonly at: number }[] = [];
  const reasons: string[] = [];
  const look = () => {
    const status = read();
    const label = labelOf(status);
    if (label === changes.at(-1)?.label) return;
    changes.push({ label, at: performance.now() });
    reasons.push(`${label} by ${status?.evidence.map(each => each.rule).join(', ')}`);
  };
  look();
  const timer = setInterval(look, stateEveryMs);
  const deadline = performance.now() + limitMs;
  let standsAt: number | undefined;
  let problem: string | undefined;
  const acting = act().catch((error: unknown) => {
    problem = error instanceof Error ? error.message.trim() : String(error);
  });
  try {
    while (standsAt === undefined && performance.now() < deadline && problem === undefined) {
      if (stands(await shown())) standsAt = performance.now();
      else await sleep(screenEveryMs);
    }
    await acting;
    if (standsAt === undefined) problem ??= 'never on the screen';
    else await settle(changes, expected, standsAt + 15_000);
  } finally {
    clearInterval(timer);
  }
  const observed = judge(changes, { expected, standsAt, problem });
  return observed.right
    ? observed
    : { ...observed, detail: `${reasons.join('\n')}\n${await detailOf(read(), shown)}` };
}

async function detailOf(status: Status | undefined, shown: () => Promise<Shown>): Promise<string> {
  const { title, text } = await shown();
  const { evidence, question, summary } = status ?? {};
  return `title: ${title}\n${text.trimEnd()}\n${JSON.stringify({ summary, question, evidence }, null, 1)}`;
}

/** Waits until the expected state has lasted, or for as long as a late one may take. */
async function settle(
  changes: readonly { readonly label: string; readonly at: number }[],
  expected: string,
  deadline: number,
): Promise<void> {
  const startedAt = performance.now();
  for (;;) {
    const { label, at } = changes.at(-1) ?? { label: '', at: 0 };
    const since = performance.now() - Math.max(at, startedAt);
    if (fits(label, expected) && since > settledMs) return;
    if (performance.now() > deadline) return;
    await sleep(stateEveryMs);
  }
}

interface Verdict {
  readonly expected: string;
  readonly standsAt: number | undefined;
  readonly problem: string | undefined;
}

function judge(
  changes: readonly { readonly label: string; readonly at: number }[],
  { expected, standsAt, problem }: Verdict,
): Observed {
  const states = changes.map(({ label }) => label);
  const last = changes.at(-1);
  const isRight = fits(last?.label ?? '', expected);
  // What was there before, work, and what is expected; anything else on the way was wrong for a moment.
  const strays = states.slice(1).filter(label => !/^working/.test(label) && !fits(label, expected));
  return {
    states,
    right: problem === undefined && isRight && strays.length === 0,
    delayMs:
      isRight && last && standsAt !== undefined ? Math.round(Math.max(0, last.at - standsAt)) : undefined,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** `working` is also right while it retries, where the screen does not tell. */
function fits(label: string, expected: string): boolean {
  return label === expected || (expected === 'failed' && label === 'failed limit');
}

function labelOf(status: Status | undefined): string {
  if (!status) return 'none';
  const { state, waitingFor, question, summary } = status;
  if (state === 'working') return /retry|reconnect/i.test(summary) ? 'working retrying' : 'working';
  if (state === 'needs-input') {
    return `needs-input ${question?.kind === 'prose' ? 'prose' : (waitingFor ?? '')}`.trim();
  }
  return waitingFor === undefined ? state : `${state} ${waitingFor}`;
}
