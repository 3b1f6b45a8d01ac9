import type { Program } from '../../src/backends/memory.ts';
import type { Key } from '../../src/core/agents/shared/key.ts';
import type { Screen } from '../../src/core/screen/screen.ts';

/** A program that draws one screen, another one after some keys, and keeps what it gets: texts in quotes, and keys. */
export function agentThatShows(
  first: Screen,
  ...changes: readonly { readonly after: Key | string; readonly shows: Screen }[]
) {
  const got: string[] = [];
  const program: Program = terminal => {
    terminal.draw(first);
    const take = (what: string) => {
      got.push(what);
      const change = changes.find(({ after }) => after === what);
      if (change) terminal.draw(change.shows);
    };
    return { type: text => take(JSON.stringify(text)), press: take };
  };
  return { program, got };
}
