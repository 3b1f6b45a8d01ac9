import { isQueued, startsFirst } from '../../core/queue/queue.ts';
import { howToMove, isElsewhere } from '../../core/session/adopted.ts';
import { displayName } from '../../core/session/display-name.ts';
import type { Session } from '../../core/session/session.ts';
import { cells, clip, safeText } from '../../core/text/safe-text.ts';
import { wrapText } from '../../core/text/wrap.ts';
import { glyphs, paint } from '../theme/theme.ts';
import type { PeekSection } from './peek-section.ts';

/** Where the session writes and what it has written: `agents/login · 3 uncommitted files · 2 commits`. */
export const workSection: PeekSection = ({ state, session, width }) => {
  const facts = workFacts(session);
  if (facts.length === 0) return [];
  const text = facts.map(fact => safeText(fact)).join(` ${glyphs(state.screen.look).dot} `);
  return [paint(state.screen.look, 'muted', clip(text, width))];
};

/** Its directory has moved or is gone: what it remembers of paths is wrong. Or something failed when it was made. */
export const troubleSection: PeekSection = ({ state, session, width }) => {
  const troubles = [state.peek.open?.trouble, session.spec.worktree?.trouble];
  return troubles
    .filter(trouble => trouble !== undefined)
    .map(trouble => paint(state.screen.look, 'attention', clip(safeText(trouble), width)));
};

/** A message whose agent could not be started is not lost. */
export const keptSection: PeekSection = ({ state, width }) => {
  const { kept } = state.peek.open ?? {};
  if (kept === undefined) return [];
  const end = '" · goes out when it is started again';
  const words = clip(safeText(kept), Math.max(10, width - cells(`Kept: "${end}`)));
  return [paint(state.screen.look, 'attention', clip(`Kept: "${words}${end}`, width))];
};

/** Why it takes no reply from here, and how it gets here. */
export const elsewhereSection: PeekSection = ({ state, session, width }) => {
  if (!isElsewhere(session) || session.status.claudeJob !== undefined) return [];
  const text = howToMove(safeText(displayName(session)), session);
  return wrapText(text, width, 3).map(line => paint(state.screen.look, 'muted', line));
};

/** What a shell job runs, where the peek's title does not say it in full. */
export const commandSection: PeekSection = ({ state, session, width }) => {
  const { command } = session.spec;
  const isTold = command === displayName(session) && cells(command) <= Math.floor(state.screen.columns / 3);
  if (command === undefined || isTold) return [];
  return [paint(state.screen.look, 'muted', clip(`$ ${safeText(command)}`, width))];
};

/** Of one that waits for its start: why, and how many come before it. */
export const queueSection: PeekSection = ({ state, session, width }) => {
  if (!isQueued(session)) return [];
  const before = state.sessions.all.filter(
    other => isQueued(other) && startsFirst(other, session) < 0,
  ).length;
  const turn = before === 0 ? 'the next to start' : `${before} start${before === 1 ? 's' : ''} before it`;
  const text = `${safeText(session.status.summary)} ${glyphs(state.screen.look).dot} ${turn}`;
  return [paint(state.screen.look, 'muted', clip(text, width))];
};

function workFacts({ spec, work }: Session): readonly string[] {
  const { worktree } = spec;
  if (!worktree) return [];
  const branch = work ? (work.branch ?? 'on no branch') : worktree.branch;
  const words = branch === undefined ? [worktree.path] : [branch];
  if (!work) return words;
  const { dirty, unsure = 0, ahead, unpushed, merged } = work;
  if (dirty > 0) words.push(`${dirty} uncommitted file${dirty === 1 ? '' : 's'}`);
  if (unsure > 0) words.push(`${unsure} file${unsure === 1 ? '' : 's'} that may have changed`);
  if (ahead > 0) {
    const left = unpushed < ahead ? `, ${unpushed} unpushed` : '';
    const pushed = merged ? ', merged' : unpushed === 0 ? ', pushed' : left;
    words.push(`${ahead} commit${ahead === 1 ? '' : 's'}${pushed}`);
  }
  return dirty + unsure + ahead === 0 ? [...words, 'no changes'] : words;
}
