import { expect, it } from 'vitest';
import { openFleet, selected } from '../helpers/fleet.ts';
import { waitUntil } from '../helpers/wait.ts';

async function peekAt(scenario: string, words: string) {
  const fleet = openFleet();
  await fleet.start('asking', scenario);
  await fleet.waitFor('asking', { state: 'needs-input' });
  const view = await fleet.view();
  await view.waitFor(selected('asking'));
  await view.press('Space');
  await view.waitFor(words);
  return { fleet, view };
}

it.each([
  ['1st explain why', ['1st explain why']],
  ['2 spaces', ['2 spaces']],
  ['10 things', ['10 things']],
  ['4flat files', ['flat files']],
  ['4\n2 flat files', ['flat files', '2 flat files']],
])('gives a question the answer as it is typed: %j', async (typed, [answer = '', whole = answer]) => {
  const { fleet, view } = await peekAt('scn-ask', 'Which database');
  for (const [at, part] of typed.split('\n').entries()) {
    if (at > 0) {
      await view.press('Enter');
      await view.waitFor('Write what goes with "Type something."');
    }
    await view.type(part);
  }
  await view.waitFor(`❯ ${whole}`);
  await view.press('Enter');
  await view.waitFor(`The answers were: ${whole}`);
  expect(await fleet.list()).toHaveLength(1);
});

it('sends option and words with one verb, and says when words are missing or have no place', async () => {
  const fleet = openFleet();
  await fleet.start('asking', 'scn-ask');
  await fleet.waitFor('asking', { state: 'needs-input' });
  expect(await fleet.agents('send', 'asking', '--choose', '4')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Option 4 of asking cannot be chosen without words; nothing was sent.'),
  });
  expect(await fleet.agents('send', 'asking', '--choose', '1', 'flat files')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Option 1 of asking takes no words; nothing was sent.'),
  });
  expect(await fleet.agents('send', 'asking', '--choose', '4', '2 flat', 'files')).toMatchObject({ code: 0 });
  await fleet.waitForScreen('asking', 'The answers were: 2 flat files');
});

it('keeps the peek open and starts nothing at a Space after a digit', async () => {
  const { fleet, view } = await peekAt('scn-shell', '1. Yes');
  await view.press('1', 'Space');
  await view.waitFor(/❯ 1 *\n/);
  await view.press('BSpace');
  await view.waitFor('● 1. Yes');
  await view.press('Enter');
  await fleet.waitFor('asking', { state: 'completed' });
  expect(await fleet.list()).toHaveLength(1);
});

it.each(['scn-shell', 'scn-ask', 'scn-plan', 'scn-edit'])(
  'tells a question with its options from the first moment, and takes a choice at once: %s',
  async scenario => {
    const fleet = openFleet();
    await fleet.start('asking', scenario);
    const seen: (number | undefined)[] = [];
    await waitUntil(
      async () => {
        const [asking] = await fleet.list();
        if (asking?.state === 'needs-input') seen.push(asking.question?.options.length);
        return seen.length > 0;
      },
      () => 'It asks nothing',
    );
    expect(seen[0]).toBeGreaterThan(1);
    expect(await fleet.agents('send', 'asking', '--choose', '1')).toMatchObject({ code: 0 });
    await fleet.waitFor('asking', { state: 'completed' });
  },
);

it('answers at Space, digit and Enter in the moment in which a row asks', async () => {
  const fleet = openFleet();
  const view = await fleet.view();
  for (const scenario of ['scn-shell', 'scn-ask', 'scn-shell', 'scn-edit', 'scn-ask', 'scn-plan']) {
    await view.run(`${scenario} please`);
    await view.waitFor('awaiting input');
    await view.press('Space', '1', 'Enter');
    await view.waitGone('awaiting input');
    await view.press('Escape');
    await view.settle();
    expect((await fleet.list()).every(({ state }) => state !== 'needs-input')).toBe(true);
  }
});
