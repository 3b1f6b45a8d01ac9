import { areOptionsToCome } from '../../../core/question/question.ts';
import type { Session, Status } from '../../../core/session/session.ts';

/**
 * The sessions that wait with the same question as this one, which comes first: the same agent, kind, tool, command or
 * change, and options, apart from the directory that each works in. A question in prose is never the same: what
 * came before it differs.
 */
export function alikeSessions(sessions: readonly Session[], session: Session): readonly Session[] {
  const key = keyOf(session);
  if (key === undefined) return [session];
  return [session, ...sessions.filter(other => other.id !== session.id && keyOf(other) === key)];
}

const made = new WeakMap<Status, string>();

function keyOf({ spec, status }: Session): string | undefined {
  const { question, process, state } = status;
  if (!question || question.kind === 'prose' || question.options.length === 0) return undefined;
  if (areOptionsToCome(question)) return undefined;
  if (process !== 'alive' || state !== 'needs-input') return undefined;
  const known = made.get(status);
  if (known !== undefined) return known;
  const { kind, header, text, options, multiple } = question;
  const labels = options.map(({ label }) => label);
  const parts = [spec.agent, kind, header, text, multiple, commandOf(status) ?? question.body, ...labels];
  const key = JSON.stringify(parts).replaceAll(spec.cwd, '.');
  made.set(status, key);
  return key;
}

/**
 * A command as a hook told it, when it is the one on the screen. There stands with it what it is for, which a model
 * puts in other words each time.
 */
function commandOf({ question, memory }: Status): string | undefined {
  const told = memory.lastEvent?.question;
  if (question?.kind !== 'permission' || told?.header !== 'Bash' || !told.body) return undefined;
  return withoutBlanks(question.body ?? '').includes(withoutBlanks(told.body)) ? told.body : undefined;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/gu, '');
}
