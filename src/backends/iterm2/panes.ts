import { cleanLabel } from '../../core/text/terminal-text.ts';
import { callIt2, It2Error } from './it2.ts';
import { lookAtIt2 } from './it2-program.ts';
import { isPaneId } from './place.ts';

/** What iTerm2 tells of one of its panes. */
export interface Pane {
  readonly id: string;
  /** Device of its terminal; undefined where it tells none. */
  readonly tty: string | undefined;
  readonly columns: number;
  readonly rows: number;
  readonly title: string;
}

/** Every pane of iTerm2, by its id. Throws a sentence (`It2Error`). */
export async function listPanes(env: NodeJS.ProcessEnv): Promise<ReadonlyMap<string, Pane>> {
  const panes = readPanes(
    await callIt2(env, ['session', 'list', '--json']).catch(error => explained(env, error)),
  );
  if (panes) return panes;
  return explained(
    env,
    new It2Error('it2 session list did not print a list of panes.', 'Look at it: it2 session list --json'),
  );
}

/** The other program of that name knows other words, and would be a riddle without its name. */
async function explained(env: NodeJS.ProcessEnv, error: unknown): Promise<never> {
  if (!(error instanceof It2Error) || error.isUnsure) throw error;
  const { other, problem } = await lookAtIt2(env, { asks: false });
  if (other === undefined || problem === undefined) throw error;
  throw new It2Error(problem, '', { cause: error });
}

/** Undefined for what is no list of panes. */
export function readPanes(output: string): ReadonlyMap<string, Pane> | undefined {
  let list: unknown;
  try {
    list = JSON.parse(output);
  } catch {
    return undefined;
  }
  if (!Array.isArray(list)) return undefined;
  const panes = list.flatMap(entry => readPane(entry) ?? []);
  return panes.length === list.length ? new Map(panes.map(pane => [pane.id, pane])) : undefined;
}

function readPane(entry: unknown): Pane | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { id, tty, cols, rows, title } = entry as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || !isPaneId(id)) return undefined;
  return {
    id,
    tty: typeof tty === 'string' && /^\/dev\/[\w/]+$/.test(tty) ? tty : undefined,
    columns: cellsOf(cols, 80),
    rows: cellsOf(rows, 24),
    title: typeof title === 'string' ? cleanLabel(title, 200) : '',
  };
}

function cellsOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 10_000
    ? value
    : otherwise;
}
