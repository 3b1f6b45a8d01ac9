import { loadPty } from '../../backends/pty/load-pty.ts';
import { backendName } from '../../backends/pty/place.ts';
import { type Finding, note, ok, problem } from '../../core/doctor/finding.ts';
import type { FindingCode } from '../../core/doctor/finding-codes.ts';
import { isInterrupted } from '../../core/lifecycle/interrupted.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { hasTmux, installCommand } from '../../system/programs/require-tmux.ts';
import { sessionCache } from '../../system/store/job/session-cache.ts';
import type { World } from '../context/world.ts';
import { sentenceOf } from './sentence-of.ts';

/** Whether sessions can live in a view, and what has come of those that do. */
export async function checkInProcess(world: World, load = loadPty): Promise<readonly Finding[]> {
  const { sessions } = sessionCache(world.paths).read();
  return [await checkPackage(world, load), ...onlyInView(world, sessions), ...endedWithView(world, sessions)];
}

async function checkPackage({ startsIn }: World, load: typeof loadPty): Promise<Finding> {
  try {
    await load();
    return ok(backendName, 'sessions can live in a view, without tmux');
  } catch (error) {
    const found = ptyTrouble(error instanceof Error && error.cause !== undefined ? error.cause : error);
    const isWanted = startsIn?.backend === backendName && !startsIn.lacksTmux;
    return isWanted ? problem(backendName, found) : note(backendName, found);
  }
}

const packageName = '@lydell/node-pty';

interface Trouble {
  readonly code: FindingCode;
  readonly says: string;
  readonly advice: string;
}

/** Why the package cannot be loaded: it is made of one for all systems and one with the binary for this one. */
export function ptyTrouble(
  cause: unknown,
  { platform, arch }: { readonly platform: string; readonly arch: string } = process,
): Trouble {
  const message = cause instanceof Error ? cause.message : String(cause);
  const system = `${platform}-${arch}`;
  const cannot = 'sessions cannot live in a view';
  const withTmux = 'or use tmux, which needs none of it';
  const needs = `It needs glibc 2.28 or newer on Linux, and no musl. Install agents again on this system, ${withTmux}.`;
  if (/does not support your platform/.test(message))
    return {
      code: 'pty-no-binary',
      says: `${cannot}: ${packageName} has no binary for this system (${system})`,
      advice: 'Use tmux, which needs none of it.',
    };
  if (message.includes(`${packageName}-${system}`) && !/\.node\b/.test(message))
    return {
      code: 'pty-no-binary',
      says: `${cannot}: the binary for this system is missing (${packageName}-${system})`,
      advice: `Install agents again on this system, with npm’s optional packages (no --omit=optional), ${withTmux}.`,
    };
  if (/^Cannot find (?:package|module) '@lydell\/node-pty'/.test(message))
    return {
      code: 'pty-missing',
      says: `${cannot}: the package ${packageName} is not installed`,
      advice: `Install agents again with npm’s optional packages (no --omit=optional), ${withTmux}.`,
    };
  if (/native module/.test(message))
    return {
      code: 'pty-broken',
      says: `${cannot}: the binary of ${packageName}-${system} is missing or does not fit this system`,
      advice: needs,
    };
  return {
    code: 'pty-broken',
    says: `${cannot}: ${packageName} cannot be loaded: ${sentenceOf(new Error(message.split('\n', 1)[0]))}`,
    advice: needs,
  };
}

function onlyInView({ env, settings }: World, sessions: readonly Session[]): readonly Finding[] {
  const there = sessions.filter(
    ({ status: { process, place } }) => process === 'alive' && place?.backend === backendName,
  );
  const [first] = there;
  if (first === undefined) return [];
  const lives = there.length === 1 ? 'session lives in a view and is' : 'sessions live in a view and are';
  return [
    note(backendName, {
      code: 'only-in-view',
      says: `${there.length} ${lives} seen there, or with agents attach: ${namesOf(there)}`,
      advice: `A tmux window of your own shows only what runs in tmux. ${inTmux(env, settings.backend, first)}`,
    }),
  ];
}

function endedWithView({ env, settings }: World, sessions: readonly Session[]): readonly Finding[] {
  const ended = sessions.filter(
    session =>
      (session.status.place?.backend ?? session.spec.backend) === backendName && isInterrupted(session),
  );
  const [first] = ended;
  if (first === undefined) return [];
  const sentence = ended.length === 1 ? 'session ended with its view' : 'sessions ended with their view';
  return [
    note(backendName, {
      code: 'ended-with-view',
      says: `${ended.length} ${sentence}: ${namesOf(ended)}`,
      advice: `agents respawn --all brings them back. In tmux they would have gone on. ${inTmux(env, settings.backend, first)}`,
    }),
  ];
}

/** What makes sessions live in tmux. */
function inTmux(env: NodeJS.ProcessEnv, setting: string, { id }: Session): string {
  if (!hasTmux(env)) return `Install it with: ${installCommand(env)}`;
  const move = `To move one there: agents respawn ${id} --backend tmux`;
  return setting === backendName ? `${move}; for new ones: agents settings set backend tmux` : move;
}

const mostNamed = 5;

function namesOf(sessions: readonly Session[]): string {
  const names = sessions.slice(0, mostNamed).map(session => safeText(displayName(session)));
  return `${names.join(', ')}${sessions.length > mostNamed ? ` and ${sessions.length - mostNamed} more` : ''}`;
}
