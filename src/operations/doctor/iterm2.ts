import { apiIsOff } from '../../backends/iterm2/it2.ts';
import { type It2Program, lookAtIt2 } from '../../backends/iterm2/it2-program.ts';
import { isInsideIterm } from '../../backends/iterm2/place.ts';
import { type Finding, note, ok, problem } from '../../core/doctor/finding.ts';
import type { FindingCode } from '../../core/doctor/finding-codes.ts';
import { safeText } from '../../core/text/safe-text.ts';
import type { Paths } from '../../system/files/paths.ts';
import { hasTmux } from '../../system/programs/require-tmux.ts';
import { sessionCache } from '../../system/store/job/session-cache.ts';
import type { World } from '../context/world.ts';

const what = 'iterm2';

/** Told in iTerm2, and where sessions live or are to start there. */
export async function checkIterm2({ env, paths, startsIn, socket }: World): Promise<readonly Finding[]> {
  const isWanted = startsIn?.backend === what || livesThere(paths);
  if (!isWanted && !isInsideIterm(env)) return [];
  const it2 = await lookAtIt2(env);
  const throughTmux = hasTmux(env) && it2.isInIterm ? `tmux -CC -L ${socket} attach` : undefined;
  if (it2.problem === undefined) return [ok(what, working(it2, throughTmux))];
  const found = {
    code: codeOf(it2),
    says: safeText(it2.problem),
    advice: throughTmux
      ? `Or have tmux in windows of iTerm2: ${throughTmux}`
      : 'it2 session list shows whether it works.',
  };
  return [isWanted ? problem(what, found) : note(what, found)];
}

function livesThere(paths: Paths): boolean {
  const { sessions } = sessionCache(paths).read();
  return sessions.some(({ status: { process, place } }) => process === 'alive' && place?.backend === what);
}

function working({ version }: It2Program, throughTmux: string | undefined): string {
  const program = `it2${version === undefined ? '' : ` ${version}`} reaches it`;
  return throughTmux ? `${program} · sessions of tmux in its windows: ${throughTmux}` : program;
}

function codeOf({ path, other, problem: why = '' }: It2Program): FindingCode {
  if (path === undefined) return 'it2-missing';
  if (other !== undefined) return 'it2-other';
  return why.startsWith(apiIsOff) ? 'it2-api-off' : 'it2-fails';
}
