import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../../test/helpers/wait.ts';
import { ownBuild } from '../build.ts';
import { type Bench, withBenches } from '../fleet.ts';

export const backendNames = ['tmux', 'in-process'] as const;
export type BackendName = (typeof backendNames)[number];

/** A home whose sessions live in one backend, with its view open. */
export interface Subject extends Bench {
  readonly backend: BackendName;
}

/** One line of the results; text where the outcome is no number. */
export interface BackendFigure {
  readonly name: string;
  /** In the order of `backendNames`. */
  readonly values: readonly string[];
  readonly target?: string;
  /** Whether it is what it should be; undefined where nothing is asked. */
  readonly isRight?: boolean;
  readonly how: string;
}

/** `isSmall`: little of everything, to see that it works. */
export type BackendPart = (isSmall: boolean) => Promise<readonly BackendFigure[]>;

/** A home for each backend with its view open; all are gone afterwards. */
export function withSubjects<T>(
  use: (subjects: readonly Subject[]) => Promise<T>,
  names: readonly BackendName[] = backendNames,
): Promise<T> {
  return withBenches(
    names.map(() => ownBuild),
    async benches => {
      const subjects = benches.map((bench, index) => ({ ...bench, backend: names[index] ?? 'tmux' }));
      for (const { home, backend, openView } of subjects) {
        const directory = join(home.root, 'config', 'agents');
        mkdirSync(directory, { recursive: true });
        writeFileSync(join(directory, 'settings.json'), JSON.stringify({ backend }));
        await openView();
      }
      return use(subjects);
    },
  );
}

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly exitCode?: number;
}

export async function listed({ agents }: Bench): Promise<readonly Listed[]> {
  return JSON.parse(await agents('list', '--json')) as readonly Listed[];
}

/** Starts a shell job beside the view and waits until it works; resolves to its id. */
export async function startJob(bench: Bench, name: string, command: string): Promise<string> {
  const said = await bench.agents('run', '--exec', command, '--name', name);
  return /[0-9a-f]{8}/.exec(said)?.[0] ?? '';
}

export function untilListed(bench: Bench, fits: (all: readonly Listed[]) => boolean, limitMs = 60_000) {
  return waitUntil(
    async () => fits(await listed(bench)),
    () => 'The sessions did not come so far.',
    { limitMs },
  );
}
