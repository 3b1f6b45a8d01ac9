import { describe, expect, it } from 'vitest';
import { readGeneralScreen } from '../../../../src/core/agents/general/general-screen.ts';
import { findAgent } from '../../../../src/core/agents/index.ts';
import type { ScreenReading } from '../../../../src/core/agents/shared/agent.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { changes } from './changed-screens.ts';
import { isRestOverDialog, isRight, type Known, knownScreens, stateAfterWork } from './general-recorded.ts';
import { otherPrograms } from './other-programs.ts';

type Read = (known: Known) => ScreenReading;

const byGeneralRules: Read = ({ screen }) => readGeneralScreen(screen);

/** As the program reads it: the agent's own rules, and general ones where these do not fit. */
function asItsAgent({ agent, screen }: Known): ScreenReading {
  const found = findAgent(agent);
  if (!found) throw new Error(`There is no agent ${agent}.`);
  return found.readScreen(screen);
}

interface Figures {
  readonly right: number;
  readonly all: number;
  /** Files that were read as at rest while a dialog stands. */
  readonly resting: readonly string[];
  readonly wrong: readonly string[];
}

function figures(screens: readonly Known[], read: Read): Figures {
  const wrong: string[] = [];
  const resting: string[] = [];
  for (const known of screens) {
    const state = stateAfterWork(read(known));
    const name = `${known.agent}/${known.row.file}: ${known.row.state} read as ${state}`;
    if (!isRight(known, state)) wrong.push(name);
    if (isRestOverDialog(known, state)) resting.push(name);
  }
  return { right: screens.length - wrong.length, all: screens.length, resting, wrong };
}

/** Percent, cut off. */
function share({ right, all }: Figures): number {
  return Math.floor((100 * right) / all);
}

/** Of a program that has ended, and of what is no part of a conversation, a screen says nothing. */
const living = (agent: string) =>
  knownScreens(agent).filter(({ row }) => row.state !== 'exited' && row.state !== 'unknown');

const builtIn = ['claude', 'codex', 'gemini', 'opencode', 'copilot', 'qwen'];

describe('screens of agents as if nobody had described them, by general rules alone', () => {
  it.each([
    ['claude', 92],
    ['codex', 97],
    ['gemini', 97],
    ['opencode', 97],
    ['copilot', 97],
    ['qwen', 97],
    ['peers', 97],
  ])('of %s %i of 100 are right, and none rests over a dialog', (agent, least) => {
    const found = figures(living(agent), byGeneralRules);
    expect(found.resting).toEqual([]);
    expect([share(found) >= least, share(found), found.wrong]).toEqual([true, share(found), found.wrong]);
  });

  it.each([
    ['working', 90],
    ['needs-input', 96],
    ['idle', 98],
    ['completed', 95],
    ['failed', 90],
  ])('of those that are %s %i of 100 are right', (state, least) => {
    const all = [...builtIn, 'peers'].flatMap(living).filter(({ row }) => row.state === state);
    const found = figures(all, byGeneralRules);
    expect([share(found) >= least, share(found), found.wrong]).toEqual([true, share(found), found.wrong]);
  });

  it('says nothing of the screen of a program that has ended', () => {
    const ended = builtIn.flatMap(knownScreens).filter(({ row }) => row.state === 'exited');
    const dialogs = ended.filter(({ screen }) => readGeneralScreen(screen).state === 'needs-input');
    expect(dialogs.map(({ row }) => row.file)).toEqual([]);
  });
});

describe('the same screens as another version or a person’s settings would draw them', () => {
  // Those of two agents at one size only: the other one says no more here, and takes as long.
  const isNarrow = ({ agent, row }: Known) => !['copilot', 'qwen'].includes(agent) || row.width < 160;
  const own = builtIn.flatMap(living).filter(isNarrow);
  const all = [...own, ...living('peers')];

  it.each([...changes, ...otherPrograms])(
    '$name: 90 % by general rules alone, and none rests over a dialog',
    change => {
      const found = figures(changed(all, change.apply), byGeneralRules);
      // Nothing says that keys choose something there.
      const isBare = change.name === 'hints none';
      expect(isBare ? [] : found.resting).toEqual([]);
      const least = Math.min(90, exceptions[change.name] ?? 90);
      expect([share(found) >= least, share(found), found.wrong]).toEqual([true, share(found), found.wrong]);
    },
  );

  it.each([...changes, ...otherPrograms])(
    '$name: 98 % of built-in agents, and none rests over a dialog',
    change => {
      const found = figures(changed(own, change.apply), asItsAgent);
      const least = exceptions[change.name] ?? 98;
      expect(least < 98 ? [] : found.resting).toEqual([]);
      expect([share(found) >= least, share(found), found.wrong]).toEqual([true, share(found), found.wrong]);
    },
  );
});

/** Where a dialog is known by what was taken away: no keys, and no bar beside what OpenCode says. */
const exceptions: Readonly<Record<string, number>> = {
  'hints none': 70,
  'without borders': 85,
};

/** Only those that the change reaches: the others are counted as they are. */
function changed(screens: readonly Known[], apply: (screen: Screen) => Screen): readonly Known[] {
  return screens.flatMap(known => {
    const screen = apply(known.screen);
    const isSame = screen.lines.every((line, index) => line === known.screen.lines[index]);
    return isSame && screen.lines.length === known.screen.lines.length ? [] : [{ ...known, screen }];
  });
}
