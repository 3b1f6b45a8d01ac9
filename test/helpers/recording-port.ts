import type { Effect } from '../../src/core/effects.ts';
import type { Port } from '../../src/operations/port.ts';

/** A port that only remembers what it was told: notices as `tone: text`, and replies that were given back. */
export function recordingPort() {
  const notices: string[] = [];
  const unsent: Effect[] = [];
  const nothing = () => {};
  const port: Port = {
    notice: (text, tone) => void notices.push(`${tone}: ${text}`),
    unsent: reply => void unsent.push(reply),
    waiting: nothing,
    recorded: nothing,
    refused: nothing,
    attach: async () => {},
    terminalSize: () => undefined,
    edited: nothing,
    worked: nothing,
    diffed: nothing,
    leave: nothing,
  };
  return { port, notices, unsent };
}
