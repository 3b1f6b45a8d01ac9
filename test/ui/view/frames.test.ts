import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/core/session/session.ts';
import { cells } from '../../../src/core/text/safe-text.ts';
import { type Changes, changed, type ViewState } from '../../../src/ui/state/view-state.ts';
import type { Look } from '../../../src/ui/theme/look.ts';
import { frame } from '../../../src/ui/view/frame.ts';
import { aCatalog } from '../../helpers/catalog.ts';
import { fleetOfEveryState, fleetWithPulls, questions, sessionThatAsks } from '../../helpers/every-state.ts';
import { openView } from '../../helpers/open-view.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

interface Screen {
  readonly name: string;
  readonly sessions?: readonly Session[];
  readonly part?: Changes;
  readonly keys?: readonly string[];
}

const typed = (text: string) => [...text].map(key => (key === ' ' ? 'space' : key));

/** Every screen of the view, and how a person gets there. */
const screens: readonly Screen[] = [
  { name: 'list' },
  { name: 'list-by-directory', keys: ['ctrl+s'] },
  { name: 'empty', sessions: [] },
  {
    name: 'no-agent',
    sessions: [],
    part: { launch: { defaults: { ...aState([]).launch.defaults, isInstalled: false } } },
  },
  ...Object.keys(questions).map(kind => ({
    name: `peek-${kind}`,
    sessions: [sessionThatAsks(kind as keyof typeof questions), ...fleetOfEveryState()],
    part: { list: { selectedId: 'aaaaaaaa' } },
    keys: ['space'],
  })),
  { name: 'peek-chosen', sessions: [sessionThatAsks('permission')], keys: ['space', '2'] },
  { name: 'peek-working', sessions: [aSession('aaaaaaaa')], keys: ['space'] },
  { name: 'reply', sessions: [aSession('aaaaaaaa')], keys: ['space', ...typed('use SQLite')] },
  { name: 'pull-requests', sessions: fleetWithPulls() },
  { name: 'peek-pull-request', sessions: fleetWithPulls(), keys: ['space'] },
  { name: 'keys-of-the-list', keys: ['?'] },
  { name: 'keys-of-the-peek', keys: ['space', '?'] },
  { name: 'rename', keys: ['ctrl+r'] },
  { name: 'filter', keys: typed('s:failed') },
  { name: 'find', keys: ['ctrl+f', ...typed('jump')] },
  { name: 'nothing-found', keys: ['ctrl+f', ...typed('zzz')] },
  { name: 'prompt', keys: typed('fix the flaky login test') },
  { name: 'menu-mentions', part: { launch: { catalog: aCatalog() } }, keys: [...typed('@'), 'down'] },
  { name: 'menu-commands', part: { launch: { catalog: aCatalog() } }, keys: typed('@shop /de') },
  { name: 'menu-values', part: { launch: { catalog: aCatalog() } }, keys: typed('@codex --effort ') },
  { name: 'ascii', part: { screen: { look: { colours: 'none', unicode: false } } } },
];

const sizes = [
  [80, 24],
  [160, 50],
  [40, 12],
] as const;
/** What else is tried; the sizes above have been, in one look. */
const otherSizes = [
  [80, 24],
  [120, 30],
  [200, 60],
  [24, 6],
] as const;

it('is drawn alike by a state that was scrolled and by one that nobody has asked before', () => {
  const fleet = Array.from({ length: 30 }, (_, index) => aSession(`000000${index + 10}`));
  const { press, state } = openView(fleet, { screen: { columns: 80, rows: 24 } });
  const seen = new Set<number>();
  for (const key of [
    ...Array(35).fill('down'),
    ...Array(40).fill('up'),
    'space',
    'down',
    'escape',
    'pagedown',
  ]) {
    press([key]);
    expect(frame(state())).toEqual(frame({ ...state() }));
    seen.add(state().list.scroll);
  }
  expect(seen.size).toBeGreaterThan(5);
});

describe.each(screens)('the screen $name', screen => {
  it.each(sizes)('stands at %ix%i as in test/frames', async (columns, rows) => {
    const { state, text } = shown(screen, { screen: { columns, rows } });
    expect(problemsOf(state)).toEqual([]);
    await expect(`${text()}\n`).toMatchFileSnapshot(`../../frames/${screen.name}.${columns}x${rows}.txt`);
  });

  it('has its size, and no control characters but colours and links, with every look', () => {
    for (const [columns, rows] of otherSizes) {
      const { state } = shown(screen, { screen: { columns, rows } });
      expect(problemsOf(state)).toEqual([]);
      // Keys are pressed once for all looks, and every look is seen in the usual size.
      for (const look of columns === 80 ? looks() : looks().slice(-1))
        expect(problemsOf(changed(state, { screen: { look } }))).toEqual([]);
    }
  });
});

it.each([
  [20, 5],
  [1, 1],
])('says in %ix%i that it needs more', (columns, rows) => {
  const { state } = shown({ name: 'too-small' }, { screen: { columns, rows } });
  expect(problemsOf(state)).toEqual([]);
});

function looks(): readonly Look[] {
  const backgrounds = [undefined, 'dark', 'light'] as const;
  return [
    { colours: 'none', unicode: false },
    ...(['16', '256', 'truecolor'] as const).flatMap(colours =>
      backgrounds.map(background => ({ colours, unicode: true, ...(background && { background }) })),
    ),
  ];
}

function shown({ sessions, part, keys = [] }: Screen, size: Changes) {
  const view = openView(sessions ?? fleetOfEveryState(), changed({}, part, size));
  for (const key of keys) view.press([key]);
  const output = ['● Read 3 files', '', '  src/jump.ts', '  \u001b[31mred\u001b[0m and 日本語'];
  const peek = view.state().peek.open;
  if (peek) view.set({ peek: { open: { ...peek, lines: output } } });
  return { state: view.state(), text: view.text };
}

/** What is wrong with a frame. */
function problemsOf(state: ViewState): readonly string[] {
  const { lines } = frame(state);
  const wide = lines.filter(line => cells(line) > state.screen.columns);
  const raw = lines.filter(line => /[\u0000-\u001f\u007f-\u009f]/.test(withoutCodes(line)));
  return [
    ...(lines.length === state.screen.rows ? [] : [`${lines.length} lines`]),
    ...wide.map(line => `too wide: ${JSON.stringify(line)}`),
    ...raw.map(line => `control characters: ${JSON.stringify(line)}`),
    ...(state.screen.look.unicode
      ? []
      : lines.filter(line => /[^\0-\x7f]/.test(line)).map(line => `not ASCII: ${line}`)),
  ];
}

function withoutCodes(line: string): string {
  return line.replace(/\u001b\[[\d;]*m/g, '').replace(/\u001b\]8;;[!-~]*\u001b\\/g, '');
}
