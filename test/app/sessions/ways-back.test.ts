import { expect, it } from 'vitest';
import { learnWaysBack } from '../../../src/app/sessions/ways-back.ts';
import type { Backend } from '../../../src/backends/backend.ts';
import type { Place } from '../../../src/core/screen/place.ts';
import { waysBack } from '../../../src/operations/source/ways-back.ts';
import { createViewStore } from '../../../src/ui/store.ts';
import { aSession, aState } from '../../helpers/sessions.ts';
import { waitFor } from '../../helpers/wait.ts';

const groupOf = (place: Place) => JSON.stringify(place);

/** A view of two adopted sessions, in a world that answers with `ctrl+b d`, or with what is thrown. */
function view(answer: () => Promise<string | undefined>) {
  const asked: string[] = [];
  const wayBack = (place: Place) => {
    asked.push(groupOf(place));
    return answer();
  };
  const can = { adopts: { wayBack }, names: { groupOf } } as unknown as Backend['can'];
  const place = { backend: 'memory', key: '1' };
  const row = (id: string) => aSession(id, { spec: { kind: 'adopted' }, status: { place } });
  const state = aState([row('aaaaaaaa'), row('bbbbbbbb')], { list: { selectedId: 'aaaaaaaa' } });
  const store = createViewStore(state, () => {});
  learnWaysBack(store, { wayBack: waysBack({ can }) });
  const known = () => store.store.getState().sessions.waysBack;
  return { asked, known, select: (id: string) => store.set({ list: { selectedId: id } }) };
}

it('the keys that lead back are asked once for rows that share them', async () => {
  const { asked, known, select } = view(async () => 'ctrl+b d');
  await waitFor(() => known()['aaaaaaaa'] === 'ctrl+b d', { what: 'the keys' });
  select('bbbbbbbb');
  await waitFor(() => known()['bbbbbbbb'] === 'ctrl+b d', { what: 'the keys' });
  select('aaaaaaaa');
  expect(asked).toHaveLength(1);
});

it('they are asked again where there was no answer', async () => {
  let isSilent = true;
  const { asked, known, select } = view(async () => {
    if (isSilent) throw new Error('tmux does not answer');
    return 'ctrl+b d';
  });
  await waitFor(() => asked.length === 1, { what: 'the question' });
  isSilent = false;
  select('bbbbbbbb');
  select('aaaaaaaa');
  await waitFor(() => known()['aaaaaaaa'] === 'ctrl+b d', { what: 'the keys' });
});
