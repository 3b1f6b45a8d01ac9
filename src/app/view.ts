import type { RecordsWorld } from '../operations/context/records-world.ts';
import { startsInTmux } from '../operations/context/where-sessions-start.ts';
import type { World } from '../operations/context/world.ts';
import { recordSource } from '../operations/source/record-source.ts';
import { requireTmux } from '../system/programs/require-tmux.ts';
import { createViewStore } from '../ui/store.ts';
import { askBackground } from '../ui/terminal/background.ts';
import { enterScreen, leaveOnSignals, leaveScreen, takeMouse } from '../ui/terminal/terminal.ts';
import { asksBackground } from '../ui/theme/detect.ts';
import { firstState, type Scope } from './first-state.ts';
import type { Behind } from './open-behind.ts';
import { answerEarlyKeys, heldEffects } from './terminal/early-keys.ts';
import { sizeOfView, type ViewProcess } from './terminal/view-process.ts';

/** A directory is always given. */
type GivenScope = Pick<Scope, 'cwd'> & Partial<Scope>;

/** What the first frame is drawn from, and what the sessions live in, which takes longer to open. */
export interface ViewWorld {
  readonly records: RecordsWorld;
  readonly open: () => Promise<World>;
}

/**
 * The first frame is drawn from the state files, and the first keys are answered, before the rest and Ink are even
 * loaded; Ink then takes over the same lines.
 */
export async function showView(
  { records, open }: ViewWorld,
  own: ViewProcess,
  scope: GivenScope,
): Promise<void> {
  requireTerminal({ env: records.env, input: own.stdin, output: own.stdout });
  if (startsInTmux(records)) requireTmux(records.env);
  // A terminal that is gone also sends a signal, which ends the view: the stream's error must not throw first.
  for (const stream of [own.stdout, own.stdin]) stream.on('error', () => {});
  const source = recordSource(records.paths, scope.under);
  const effects = heldEffects();
  const view = createViewStore(
    firstState(records, source, {
      scope: { under: undefined, options: {}, ...scope },
      size: sizeOfView(own),
    }),
    effects.perform,
  );
  if (records.settings.mouse) takeMouse();
  enterScreen();
  const onListening = leaveOnSignals();
  const early = answerEarlyKeys(own, view, effects.areHeld);
  const { look } = view.store.getState().screen;
  const question = asksBackground(records.env, records.settings, look) ? askBackground() : undefined;
  let behind: Behind;
  try {
    const world = await open();
    const { openBehind } = await import('./open-behind.ts');
    behind = await openBehind(world, source);
  } catch (error) {
    early.end();
    leaveScreen();
    throw error;
  }
  const { openInk } = await import('./open.ts');
  const { showApp } = await import('../ui/ink/app.tsx');
  const takeInputBack = early.end();
  if (!behind.wasRunning) view.set({ sessions: { supervisor: 'starting' } });
  await openInk(behind, { showApp, view, effects, takeInputBack, onListening, question, own });
  const { leaveSane } = await import('./terminal/leave-sane.ts');
  await leaveSane();
}

/** Where it was called. */
interface Caller {
  readonly env: NodeJS.ProcessEnv;
  readonly input: { readonly isTTY: boolean };
  readonly output: { readonly isTTY: boolean };
}

/** Throws a sentence. */
export function requireTerminal({ env, input, output }: Caller): void {
  if (!input.isTTY || !output.isTTY) {
    throw new Error('The view needs a terminal. For scripts there is: agents list --json');
  }
  if (env['TERM'] === 'dumb') {
    throw new Error(
      'The view needs a terminal that can move its cursor, and TERM is "dumb". There is: agents list',
    );
  }
}
