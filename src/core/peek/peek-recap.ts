import { shortSpan } from '../text/age.ts';
import { clip } from '../text/safe-text.ts';
import { paint } from '../theme/theme.ts';
import type { PeekSection } from './peek-section.ts';

/** What the session did since somebody looked at it last. */
export const recapLines: PeekSection = ({ state, session, width }) => {
  const { peek } = state;
  if (!peek?.recap) return [];
  const { seenAt } = session.marks;
  const span = shortSpan(Math.max(0, state.now - (seenAt ?? session.spec.createdAt)));
  const when = seenAt === undefined ? `Since it began (${span})` : `Since you looked (${span})`;
  return [paint(state.look, 'accent', clip(`${when}: ${peek.recap}`, width))];
};
