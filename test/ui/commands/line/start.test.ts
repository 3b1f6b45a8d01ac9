import { expect, it } from 'vitest';
import { aCatalog } from '../../../helpers/catalog.ts';
import { openView } from '../../../helpers/open-view.ts';

const keys = (text: string) => [...text].map(key => (key === ' ' ? 'space' : key));

it('nothing starts while it is not known yet which directory is meant', () => {
  const { press, set, effects, state } = openView([]);
  press([...keys('@shop ! npm test'), 'return']);
  expect(effects).toEqual([]);
  expect(state().notices.current?.text).toContain('is still being read: press Enter again.');
  set({ launch: { catalog: aCatalog() } });
  press(['return']);
  expect(effects[0]).toMatchObject({ type: 'dispatch', request: { cwd: expect.stringMatching(/shop$/) } });
});

it.each(['@codex fix it', 'fix it, as @src/app.ts says', '! npm test'])('%s starts at once', text => {
  const { press, effects } = openView([]);
  press([...keys(text), 'return']);
  expect(effects.filter(({ type }) => type === 'dispatch')).toHaveLength(1);
});
