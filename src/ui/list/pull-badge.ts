import type { PullRequest } from '../../core/pulls/pulls.ts';
import { mostUrgent, type PullStanding, pullUrl, standingOf } from '../../core/pulls/pulls.ts';
import type { Session } from '../../core/session/session.ts';
import { hyperlink } from '../../core/text/link.ts';
import type { Tone } from '../../core/text/tone.ts';
import type { Look } from '../theme/look.ts';
import { paint } from '../theme/theme.ts';

export const pullTones: Readonly<Record<PullStanding, Tone>> = {
  waiting: 'pending',
  ready: 'success',
  merged: 'merged',
  quiet: 'inactive',
};

/** `PR #1234`, or `3 PRs`; empty without any. */
export function badgeText(pulls: readonly PullRequest[] | undefined): string {
  const [first, ...others] = pulls ?? [];
  if (!first) return '';
  return others.length > 0 ? `${others.length + 1} PRs` : `PR #${first.number}`;
}

/** The badge, right-aligned in so many cells, as a link; its colour is that of the one that most needs a person. */
export function badge(look: Look, pulls: readonly PullRequest[] | undefined, width: number): string {
  const text = badgeText(pulls);
  const shown = mostUrgent(pulls ?? []);
  if (!shown) return ' '.repeat(width);
  const painted = hyperlink(pullUrl(shown), paint(look, pullTones[standingOf(shown)], text));
  return ' '.repeat(Math.max(0, width - text.length)) + painted;
}

const widths = new WeakMap<readonly Session[], number>();

/** Cells of the column of badges: none while no session has one. */
export function badgeColumn(sessions: readonly Session[]): number {
  const known = widths.get(sessions);
  if (known !== undefined) return known;
  let width = 0;
  for (const { pulls } of sessions) if (pulls) width = Math.max(width, badgeText(pulls).length);
  widths.set(sessions, width);
  return width;
}
