import { expect, it } from 'vitest';
import type { Program } from '../../../src/backends/memory.ts';
import { readGeneralScreen } from '../../../src/core/agents/general/general-screen.ts';
import type { Screen } from '../../../src/core/screen/screen.ts';
import { sendReply } from '../../../src/operations/reply/reply.ts';
import { screenOf } from '../../core/agents/recorded.ts';
import { memoryWorld, runningSession } from '../../helpers/memory-world.ts';

const names = ['one', 'two', 'three'];

function menu(at: number | undefined, hint = 'Enter to select'): Screen {
  const rows = names.map((name, index) => `${index === at ? '❯' : ' '} ${index + 1}. ${name}`);
  return screenOf(['Which one?', '', ...rows, '', hint].join('\n'), { cursor: '-1,-1' });
}

const done = screenOf('> \n', { cursor: '2,0' });

/** Shows a screen, and what it makes of each key; it notes the keys. */
async function asking(first: Screen, onKey: (key: string, count: number) => Screen | undefined) {
  const got: string[] = [];
  const program: Program = terminal => {
    terminal.draw(first);
    return {
      type: () => undefined,
      press: key => {
        got.push(key);
        const next = onKey(key, got.length);
        if (next) terminal.draw(next);
      },
    };
  };
  const world = memoryWorld(program);
  const { question } = readGeneralScreen(first);
  const session = await runningSession(world, {
    spec: { agent: 'command', argv: ['any'] },
    status: { state: 'needs-input', questionNumber: 1, ...(question && { question }) },
  });
  await world.backend.can.guards?.numberQuestions([{ place: session.status.place!, questionNumber: 1 }]);
  const choose = (choice: number) =>
    sendReply(world, session, {
      bound: { question, questionNumber: 1 },
      reply: { choices: [choice] },
      movesMs: 150,
    });
  return { got, choose };
}

it('looks at the pointer after each arrow, and presses one again that was lost', async () => {
  let at = 0;
  const { got, choose } = await asking(menu(0), (key, count) => {
    if (key === 'enter') return done;
    if (count > 1) at += 1;
    return menu(at);
  });
  expect(await choose(2)).toEqual({ type: 'delivered' });
  expect([got, at]).toEqual([['down', 'down', 'down', 'enter'], 2]);
});

it('presses no Enter where the pointer does not get there', async () => {
  const { got, choose } = await asking(menu(0), () => undefined);
  expect(await choose(1)).toMatchObject({ type: 'refused' });
  expect(got).not.toContain('enter');
});

it('presses Enter after a digit only where the dialog still stands', async () => {
  const hint = 'Enter your choice [1-3]:';
  const atOnce = await asking(menu(undefined, hint), () => done);
  expect(await atOnce.choose(1)).toEqual({ type: 'delivered' });
  expect(atOnce.got).toEqual(['2']);
  const withEnter = await asking(menu(undefined, hint), key => (key === 'enter' ? done : undefined));
  expect(await withEnter.choose(1)).toEqual({ type: 'delivered' });
  expect(withEnter.got).toEqual(['2', 'enter']);
});
