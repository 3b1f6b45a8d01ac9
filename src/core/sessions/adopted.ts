import type { Session } from './session.ts';

/** A session that nobody started here and that has no pane which could be written to. */
export function isElsewhere({ spec, conclusion }: Session): boolean {
  return spec.kind === 'adopted' && !conclusion.tmux;
}

/** Its tmux session, whose keys lead back from its pane. */
export function paneKey({ conclusion: { tmux } }: Session): string {
  return tmux ? `${tmux.socket} ${tmux.session}` : '';
}

/** Why such a session is only looked at, and how it gets here. */
export function howToMove(name: string, { spec, conclusion }: Session): string {
  const conversation = conclusion.sessionId ?? spec.sessionId;
  const where = `${name} runs in another terminal.`;
  if (conversation === undefined) return `${where} It can only be used there.`;
  return `${where} To move it here, leave it there, then: agents run --resume ${conversation}`;
}
