import type { Session } from './session.ts';

/** A session without a pane that could be written to: of another terminal, or in Claude Code's own background. */
export function isElsewhere({ spec, status }: Session): boolean {
  return status.claudeJob !== undefined || (spec.kind === 'adopted' && !status.place);
}

/** Why such a session is only looked at, and what to do. */
export function howToMove(name: string, { spec, status }: Session): string {
  const { claudeJob } = status;
  if (claudeJob !== undefined) {
    const how = `Enter, or claude attach ${claudeJob}.`;
    const there = "in Claude Code's own background.";
    if (status.process === 'exited') return `Attach to start ${name} again: ${how} It has ended ${there}`;
    const why = status.state === 'needs-input' ? `answer ${name}` : `write to ${name}`;
    return `Attach to ${why}: ${how} It runs ${there}`;
  }
  const conversation = status.sessionId ?? spec.sessionId;
  const where = `${name} runs in another terminal.`;
  if (conversation === undefined) return `${where} It can only be used there.`;
  return `${where} To move it here, leave it there, then: agents run --resume ${conversation}.`;
}
