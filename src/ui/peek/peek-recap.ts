import { shortSpan } from '../../core/text/age.ts';
import { clip } from '../../core/text/safe-text.ts';
import { paint } from '../theme/theme.ts';
import type { PeekSection } from './peek-section.ts';

/** What the session did since someone looked at it last. */
export const recapLines: PeekSection = ({ state, session, width }) => {
  const recap = state.peek.open?.recap;
  if (!recap?.words) return [];
  const span = shortSpan(Math.max(0, recap.at - (recap.since ?? session.spec.createdAt)));
  const when = recap.since === undefined ? `Since it began (${span})` : `Since you looked (${span})`;
  return [paint(state.screen.look, 'accent', clip(`${when}: ${recap.words}`, width))];
};
