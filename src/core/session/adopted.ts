import type { Session } from './session.ts';

/** A session without a pane that could be written to: of another terminal, or in Claude Code's own background. */
export function isElsewhere({ spec, conclusion }: Session): boolean {
  return conclusion.claudeJob !== undefined || (spec.kind === 'adopted' && !conclusion.tmux);
}

/** Its tmux session, whose keys lead back from its pane. */
export function paneKey({ conclusion: { tmux } }: Session): string {
  return tmux ? `${tmux.socket} ${tmux.session}` : '';
}

/** Why such a session is only looked at, and what to do. */
export function howToMove(name: string, { spec, conclusion }: Session): string {
  const { claudeJob } = conclusion;
  if (claudeJob !== undefined) {
    const how = `Enter, or claude attach ${claudeJob}.`;
    const there = "in Claude Code's own background.";
    if (conclusion.process === 'exited') return `Attach to start ${name} again: ${how} It has ended ${there}`;
    const why = conclusion.state === 'needs-input' ? `answer ${name}` : `write to ${name}`;
    return `Attach to ${why}: ${how} It runs ${there}`;
  }
  const conversation = conclusion.sessionId ?? spec.sessionId;
  const where = `${name} runs in another terminal.`;
  if (conversation === undefined) return `${where} It can only be used there.`;
  return `${where} To move it here, leave it there, then: agents run --resume ${conversation}.`;
}
