import { expect, it } from 'vitest';
import { createViewStore } from '../../../src/ui/store.ts';
import { frame } from '../../../src/ui/view/frame.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

it('a terminal without room for the view takes no key or paste that would act unseen', () => {
  const { store, press, paste, set } = createViewStore(
    aState([aSession('aaaaaaaa'), aSession('bbbbbbbb')]),
    () => {},
  );
  const { columns, rows } = store.getState().screen;
  set({ screen: { columns: 20, rows: 5 } });
  expect(frame(store.getState()).lines[0]).toBe('agents needs 24x6');
  press(['down', 'ctrl+x', 'space', 'x']);
  paste('words');
  set({ screen: { columns, rows } });
  expect(store.getState()).toMatchObject({
    list: { selectedId: 'aaaaaaaa' },
    keys: { mode: 'list' },
    line: { field: { text: '' } },
  });
  expect(store.getState().removal.armed).toBeUndefined();
  press(['down']);
  expect(store.getState().list.selectedId).toBe('bbbbbbbb');
});
