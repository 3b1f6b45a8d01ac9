import { describe, expect, it } from 'vitest';
import { fieldWith } from '../../../src/ui/state/text-edit.ts';
import { type Changes, changed, type ViewState } from '../../../src/ui/state/view-state.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

const state = aState([aSession('aaaaaaaa')], { list: { selectedId: 'aaaaaaaa', scroll: 3 } });

describe('a change of the state', () => {
  it('takes nothing from a slice but the fields that it names', () => {
    const after = changed(state, { list: { scroll: 4 }, line: { field: fieldWith('x') } });
    expect(after.list).toEqual({ ...state.list, scroll: 4 });
    expect(after.line).toEqual({ ...state.line, field: fieldWith('x') });
  });

  it('leaves the other slices, and one whose fields stay as they are, the same objects', () => {
    const after = changed(state, { list: { scroll: 3, selectedId: 'aaaaaaaa' }, clock: { beat: 1 } });
    expect(slicesThatDiffer(state, after)).toEqual(['clock']);
    expect(changed(state, { list: { scroll: 3 } }, false, undefined, {})).toBe(state);
  });

  it('lies on top of another one, field by field', () => {
    const first: Changes = { list: { selectedId: 'bbbbbbbb', scroll: 5 } };
    expect(changed(first, { list: { scroll: 6 } }, { removal: { armed: undefined } })).toEqual({
      list: { selectedId: 'bbbbbbbb', scroll: 6 },
      removal: { armed: undefined },
    });
  });

  it('that empties a field is kept on top of one that does not name it', () => {
    const both = changed<Changes>({ list: { scroll: 5 } }, { list: { selectedId: undefined } });
    expect(changed(state, both).list.selectedId).toBeUndefined();
  });
});

it('a key makes new objects of the slices that it changes, and of no others', () => {
  const { press, state: now } = openView([aSession('aaaaaaaa'), aSession('bbbbbbbb')]);
  press(['x']);
  const before = now();
  press(['y']);
  expect(slicesThatDiffer(before, now())).toEqual(['line']);
  press(['backspace', 'backspace', 'down']);
  expect(slicesThatDiffer(before, now())).toEqual(['list', 'line']);
});

function slicesThatDiffer(before: ViewState, after: ViewState): readonly string[] {
  return (Object.keys(after) as (keyof ViewState)[]).filter(name => before[name] !== after[name]);
}
