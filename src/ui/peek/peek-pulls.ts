import type { PullRequest } from '../../core/pulls/pulls.ts';
import { pullUrl, standingOf } from '../../core/pulls/pulls.ts';
import { hyperlink } from '../../core/text/link.ts';
import { cells, clip, safeText } from '../../core/text/safe-text.ts';
import { pullTones } from '../list/pull-badge.ts';
import type { Look } from '../theme/look.ts';
import { glyphs, paint } from '../theme/theme.ts';
import type { PeekSection } from './peek-section.ts';

/** More would leave no room for what the session says. */
const most = 4;

/** A line for each pull request: number, how it stands in words, title, address. */
export const pullSection: PeekSection = ({ state: { screen }, session, width }) => {
  const pulls = session.pulls ?? [];
  const shown = pulls.length > most ? pulls.slice(0, most - 1) : pulls;
  const lines = shown.map(pull => pullLine(screen.look, pull, width));
  const hidden = pulls.length - shown.length;
  return hidden > 0
    ? [...lines, paint(screen.look, 'muted', clip(`${hidden} more pull requests`, width))]
    : lines;
};

function pullLine(look: Look, pull: PullRequest, width: number): string {
  const address = pullUrl(pull);
  const dot = ` ${glyphs(look).dot} `;
  const label = clip(`PR #${pull.number}${dot}${pullWords(pull).join(dot)}`, width);
  const head = hyperlink(address, paint(look, pullTones[standingOf(pull)], label));
  // The title gives way to the address: that is what can be copied.
  const room = width - cells(label);
  const link = cells(address) + 2 <= room ? address : '';
  const titleRoom = room - (link ? cells(link) + 2 : 0) - 2;
  const title = pull.title && titleRoom >= 8 ? clip(safeText(pull.title), titleRoom) : '';
  return [head, title && `  ${title}`, link && `  ${hyperlink(address, paint(look, 'muted', link))}`].join(
    '',
  );
}

/** How it stands, most important first: `draft`, `checks 3/5`, `approved`. Safe to show. */
export function pullWords(pull: PullRequest): readonly string[] {
  const { state } = pull;
  if (state === 'unknown') return ['state unknown'];
  if (state !== 'open') return [state];
  return [
    pull.isDraft ? 'draft' : 'open',
    ...checkWords(pull),
    ...(pull.review ? [reviewWords[pull.review]] : []),
    ...(pull.obstacle ? [obstacleWords[pull.obstacle]] : []),
    ...(pull.isStale ? ['not asked lately'] : []),
  ];
}

function checkWords({ checks }: PullRequest): readonly string[] {
  if (!checks) return [];
  const { passed, failed, pending, failing = [] } = checks;
  const all = passed + failed + pending;
  if (all === 0) return [];
  const names = failing.map(name => safeText(name, { maxCells: 30 })).filter(Boolean);
  const failures = failed > 0 ? [`${failed} failed${names.length > 0 ? `: ${names.join(', ')}` : ''}`] : [];
  return [failed + pending === 0 ? 'checks passed' : `checks ${passed}/${all}`, ...failures];
}

const reviewWords = {
  approved: 'approved',
  'changes-requested': 'changes requested',
  required: 'waits for review',
} as const;

const obstacleWords = {
  conflicts: 'conflicts',
  behind: 'branch out of date',
  blocked: 'merging is blocked',
} as const;
