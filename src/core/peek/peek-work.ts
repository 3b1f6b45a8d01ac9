import type { Session } from '../sessions/session.ts';
import { clip, safeText } from '../text/safe-text.ts';
import { glyphs, paint } from '../theme/theme.ts';
import type { PeekSection } from './peek-section.ts';

/** Where the session writes and what it has written: `agents/login · 3 uncommitted files · 2 commits`. */
export const workSection: PeekSection = ({ state, session, width }) => {
  const facts = workFacts(session);
  if (facts.length === 0) return [];
  const text = facts.map(fact => safeText(fact)).join(` ${glyphs(state.look).dot} `);
  return [paint(state.look, 'muted', clip(text, width))];
};

function workFacts({ spec, work }: Session): readonly string[] {
  const { worktree } = spec;
  if (!worktree) return [];
  const branch = work ? (work.branch ?? 'on no branch') : worktree.branch;
  const words = branch === undefined ? [worktree.path] : [branch];
  if (!work) return words;
  const { dirty, ahead, unpushed } = work;
  if (dirty > 0) words.push(`${dirty} uncommitted file${dirty === 1 ? '' : 's'}`);
  if (ahead > 0) {
    const pushed = unpushed === 0 ? ', pushed' : unpushed < ahead ? `, ${unpushed} unpushed` : '';
    words.push(`${ahead} commit${ahead === 1 ? '' : 's'}${pushed}`);
  }
  return dirty + ahead === 0 ? [...words, 'no changes'] : words;
}
