import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Finding, problem } from '../../../core/doctor/finding.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { wrapText } from '../../../core/text/wrap.ts';
import { openWorld, type World } from '../../../operations/context/world.ts';
import { checkHook } from '../../../operations/doctor/hook.ts';
import { checkInProcess } from '../../../operations/doctor/in-process.ts';
import { checkIterm2 } from '../../../operations/doctor/iterm2.ts';
import { checkLocale, checkMemory, checkSystemd } from '../../../operations/doctor/machine.ts';
import { checkNotifications } from '../../../operations/doctor/notifications.ts';
import { checkOrphans } from '../../../operations/doctor/orphans.ts';
import { checkPersonTmux } from '../../../operations/doctor/person-tmux.ts';
import { checkAgents, checkGh, checkGit, checkInstalls } from '../../../operations/doctor/programs.ts';
import { checkJobs, checkSettings, checkState, checkSupervisor } from '../../../operations/doctor/state.ts';
import { checkTmux } from '../../../operations/doctor/tmux.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell, ShellOutput } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { fix, fixForScript } from './doctor-fix.ts';
import { checkTerminal } from './doctor-terminal.ts';

type Check = (world: World) => readonly Finding[] | Promise<readonly Finding[]>;

/** In the order of the report; all run at once. */
const checks: Readonly<Record<string, Check>> = {
  tmux: checkTmux,
  'your tmux': checkPersonTmux,
  orphans: checkOrphans,
  'in-process': world => checkInProcess(world),
  iterm2: checkIterm2,
  agents: checkAgents,
  installs: checkInstalls,
  hooks: checkHook,
  git: checkGit,
  gh: checkGh,
  state: checkState,
  sessions: checkJobs,
  supervisor: checkSupervisor,
  settings: checkKeysToo,
  locale: checkLocale,
  memory: checkMemory,
  systemd: checkSystemd,
};

/** What keys are is known to the view alone. */
async function checkKeysToo(world: World): Promise<readonly Finding[]> {
  const { keysInForce } = await import('../../../app/settings/keys-in-force.ts');
  return checkSettings({ ...world, problems: [...world.problems, ...keysInForce(world).problems] });
}

const { options, usage } = verbTable.doctor;

/**
 * `agents doctor`: looks at everything that sessions depend on, and says what to do; exit
 * code 1 when there is a problem. With `--fix` it ends what runs without a record, once a person says so.
 */
export async function doctor(words: readonly string[], shell: Shell): Promise<number> {
  const { values } = parseArgs({ args: [...words], options });
  if (values.yes && !values.fix) throw new UsageError('--yes goes with --fix.', usage);
  const { fix: fixes = false, yes = false } = values;
  const { world, unusable, close } = openedWorld(shell);
  try {
    const isUsable = Object.keys(unusable).length === 0;
    const mended = fixes && values.json && isUsable ? await fixForScript({ world, yes }) : [];
    const terminal = values.json ? [] : [attempt('terminal', async () => checkTerminal(shell))];
    const asked = values.notify ? { ...checks, notifications: checkNotifications } : checks;
    const all = Object.entries({ ...asked, ...unusable }).map(([name, check]) =>
      attempt(name, async () => check(world)),
    );
    const findings = [...mended, ...(await Promise.all([...all, ...terminal])).flat()];
    shell.output.write(
      values.json ? `${safeJson(findings, 2)}\n` : report(findings, columnsOf(shell.output)),
    );
    const code = findings.some(({ level }) => level === 'problem') ? 1 : 0;
    if (!fixes || values.json || !isUsable) return code;
    return Math.max(code, await fix({ world, shell, yes }));
  } finally {
    close();
  }
}

interface Opened {
  readonly world: World;
  /** What is said in place of other checks when the state directory cannot be used. */
  readonly unusable: Readonly<Record<string, Check>>;
  readonly close: () => void;
}

/** Without a state directory everything else is examined in an empty one. */
function openedWorld(shell: Shell): Opened {
  try {
    return { world: openWorld(shell.env, shell), unusable: {}, close: () => {} };
  } catch (error) {
    const says = safeText(error instanceof Error ? error.message : String(error));
    const scratch = mkdtempSync(join(tmpdir(), 'agents-doctor-'));
    const nothing = () => [];
    const advice = 'No session can be started or listed until then.';
    const state = () => [problem('state', { code: 'bad-home', says, advice })];
    return {
      world: openWorld({ ...shell.env, AGENTS_HOME: scratch }, shell),
      unusable: { state, sessions: nothing, supervisor: nothing, orphans: nothing },
      close: () => rmSync(scratch, { recursive: true, force: true }),
    };
  }
}

/** A check that fails itself is a finding, and keeps no other from its turn. */
async function attempt(name: string, check: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    const says = safeText(error instanceof Error ? error.message : String(error));
    return [problem(name, { code: 'not-checked', says, advice: 'This could not be checked.' })];
  }
}

const mostLines = 20;

/** A pipe gets each finding on a line. */
function columnsOf({ isTTY, columns = 80 }: ShellOutput): number {
  return isTTY ? columns : 100_000;
}

function report(findings: readonly Finding[], columns: number): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lead = width + 11;
  const wrapped = (first: string, text: string) =>
    wrapText(text, Math.max(30, columns - first.length), mostLines).map(
      (line, at) => (at === 0 ? first : ' '.repeat(first.length)) + line,
    );
  const lines = findings.flatMap(({ what, level, says, advice }) => [
    ...wrapped(`${level.padEnd(7)}  ${what.padEnd(width)}  `, says),
    ...(advice === undefined ? [] : wrapped(`${' '.repeat(lead)}→ `, advice)),
  ]);
  const count = (level: Finding['level']) => findings.filter(finding => finding.level === level).length;
  const [problems, notes] = [count('problem'), count('note')];
  const end = problems === 0 ? 'No problems' : `${problems} ${problems === 1 ? 'problem' : 'problems'}`;
  return `${lines.join('\n')}\n\n${end}, ${notes} ${notes === 1 ? 'note' : 'notes'}.\n`;
}
