import type { Spec } from '../../../core/session/session.ts';
import { safeJson } from '../../../core/text/safe-output.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import type { World } from '../../../operations/context/world.ts';
import { dispatch } from '../../../operations/dispatch/dispatch.ts';
import { untilFirstStatus } from '../../../operations/dispatch/first-status.ts';
import { ensureSupervisor } from '../../../operations/dispatch/supervisor-start.ts';
import { recordSource } from '../../../operations/source/record-source.ts';
import type { Shell } from '../../verb.ts';
import { readRun, readWords } from './run/read-run.ts';

/** Starts a session in the background and says how to reach it. */
export async function run(words: readonly string[], shell: Shell): Promise<number> {
  if (readWords(words).values.wait) return (await import('./run/run-waiting.ts')).runWaiting(words, shell);
  const { world, request, isJson, note } = await readRun(words, shell);
  const { spec: planned, started, queued } = dispatch(world, request);
  ensureSupervisor(world);
  await started;
  if (queued === undefined) await untilFirstStatus(world, planned.id);
  const spec = recorded(world, planned);
  if (isJson) shell.output.write(`${safeJson(startedEntry(spec, queued), 2)}\n`);
  else shell.output.write(startedText(spec, queued));
  if (note !== undefined) shell.writeError(`agents: ${note}\n`);
  return 0;
}

/** Its branch, and what git said, are known when its worktree is made. */
function recorded(world: World, planned: Spec): Spec {
  return recordSource(world.paths).session(planned.id)?.spec ?? planned;
}

function startedEntry(spec: Spec, queued: string | undefined) {
  const { id, name, slug, agent, kind, cwd, sessionId, parent, worktree } = spec;
  const { path, branch, trouble } = worktree ?? {};
  const made = { worktree: path, branch, worktreeTrouble: trouble };
  return { id, name, agent, kind, cwd, sessionId, parent, ...made, tmuxName: slug, queued };
}

function startedText({ id, name, worktree, inPlace }: Spec, queued: string | undefined): string {
  const place = worktree?.branch
    ? [
        `  worktree ${safeText(worktree.path)}, branch ${safeText(worktree.branch)}`,
        ...(worktree.trouble === undefined ? [] : [`  ${safeText(worktree.trouble)}`]),
      ]
    : inPlace
      ? [`  works in the directory itself: ${safeText(inPlace)}`]
      : [];
  return [
    queued === undefined
      ? `backgrounded · ${id} · ${safeText(name)}`
      : `queued · ${id} · ${safeText(name)} · ${queued}; it starts by itself, or now with agents respawn ${id}`,
    '  agents                    open the view',
    `  agents attach ${id}    open in this terminal`,
    `  agents logs ${id}      show recent output`,
    `  agents stop ${id}      stop this session`,
    ...place,
    '',
  ].join('\n');
}
