import type { Deed, Journal } from '../journal/journal.ts';
import { shortSpan } from '../text/age.ts';

/** What a session did before someone opened its peek; what it does under their eyes is no news. */
export interface Recap {
  readonly words: string;
  /** When it was looked at last; undefined: never. ms */
  readonly since: number | undefined;
  /** When the peek was opened; ms. */
  readonly at: number;
}

/** `finished 2 turns, ran 5 tools, asked once`; empty when nothing happened since then (ms). Our own words only. */
export function recapWords(journal: Journal, since: number): string {
  const totals = new Map<Deed, number>();
  for (const { at, deed, count } of journal)
    if (at > since) totals.set(deed, (totals.get(deed) ?? 0) + count);
  return order.flatMap(deed => words[deed](totals.get(deed) ?? 0) ?? []).join(', ');
}

const order: readonly Deed[] = ['turn', 'tool', 'asked', 'failed', 'ended'];

const words: Readonly<Record<Deed, (count: number) => string | undefined>> = {
  turn: count => several(count, 'finished a turn', `finished ${count} turns`),
  tool: count => several(count, 'ran a tool', `ran ${count} tools`),
  asked: count => several(count, 'asked once', `asked ${count} times`),
  failed: count => several(count, 'failed', `failed ${count} times`),
  ended: count => (count > 0 ? 'ended' : undefined),
};

function several(count: number, one: string, many: string): string | undefined {
  return count === 0 ? undefined : count === 1 ? one : many;
}

/** What tmux says below an attached session: how to come back, and what happened before. */
export function attachWords(recap: string, { since, now }: { since: number; now: number }): string {
  const away = recap ? `Away ${shortSpan(Math.max(0, now - since))}: ${recap}. ` : '';
  return `${away}Ctrl+Z comes back`;
}
