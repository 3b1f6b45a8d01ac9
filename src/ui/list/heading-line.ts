import { type CountedState, countedState } from '../../core/lifecycle/interrupted.ts';
import { sessionsById } from '../../core/session/sessions-by-id.ts';
import { clip, safeText } from '../../core/text/safe-text.ts';
import type { Group } from '../state/list.ts';
import { type ScreenState, shortPath } from '../state/screen.ts';
import type { SessionsState } from '../state/sessions.ts';
import type { Slices } from '../state/view-state.ts';
import { glyphs, paint, select } from '../theme/theme.ts';
import { headingId } from './collapse.ts';
import type { Block } from './list-layout.ts';

/** A group's name with the number of its rows, those included that the window cuts off or that are folded away. */
export function headingLine(
  state: Slices<'screen' | 'sessions' | 'list'>,
  { group, collapsed }: Block,
): string {
  const { look, columns } = state.screen;
  const marks = glyphs(look);
  const waiting = countOf(state.sessions, group, 'needs-input');
  const facts = [`${group.ids.length}`, ...(collapsed ? hiddenFacts(state.sessions, group, waiting) : [])];
  const number = ` ${facts.join(` ${marks.dot} `)}`;
  const isSelected = headingId(group.key) === state.list.selectedId;
  const pointer = isSelected ? `${paint(look, 'accent', marks.pointer)} ` : '  ';
  const fold = collapsed ? `${marks.folded} ` : '';
  const name = clip(headingText(state.screen, group), Math.max(0, columns - 4 - number.length));
  const title = paint(look, 'heading', fold + name);
  // Folded away or not, what waits for a person is told.
  const isUrgent = group.key === 'needs-input' || (collapsed && waiting > 0);
  const toned = isUrgent ? paint(look, 'attention', title) : title;
  const line = `${pointer}${toned}${paint(look, isUrgent && collapsed ? 'attention' : 'muted', number)}`;
  return isSelected ? select(look, line, columns) : line;
}

export function headingText(screen: ScreenState, { key, title }: Group): string {
  return key.startsWith('directory:') ? shortPath(screen, title) : safeText(title);
}

/** What a person would miss while the rows cannot be seen. */
function hiddenFacts(sessions: SessionsState, group: Group, waiting: number): readonly string[] {
  const failed = countOf(sessions, group, 'failed');
  const interrupted = group.key === 'interrupted' ? 0 : countOf(sessions, group, 'interrupted');
  return [
    ...(waiting > 0 && group.key !== 'needs-input' ? [`${waiting} awaiting input`] : []),
    ...(interrupted > 0 ? [`${interrupted} interrupted`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ];
}

function countOf({ all: sessions }: SessionsState, { ids }: Group, wanted: CountedState): number {
  const byId = sessionsById(sessions);
  return ids.filter(id => {
    const session = byId.get(id);
    return session !== undefined && countedState(session) === wanted;
  }).length;
}
