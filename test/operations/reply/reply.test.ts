import { expect, it } from 'vitest';
import type { Program } from '../../../src/backends/memory.ts';
import type { Session } from '../../../src/core/session/session.ts';
import { sendReply } from '../../../src/operations/reply/reply.ts';
import { read, recordedScreen } from '../../core/agents/recorded.ts';
import { type MemoryWorld, memoryWorld, runningSession } from '../../helpers/memory-world.ts';

/** An agent that shows one screen, and the next one after a key that is among these. */
function agent(first: string, keys: readonly string[], next: string) {
  const got: string[] = [];
  const program: Program = terminal => {
    terminal.draw(recordedScreen(first));
    return {
      type: text => got.push(JSON.stringify(text)),
      press: key => {
        got.push(key);
        if (keys.includes(key)) terminal.draw(recordedScreen(next));
      },
    };
  };
  return { got, world: memoryWorld(program) };
}

async function sessionThatAsks(world: MemoryWorld, questionNumber = 3) {
  const { question } = read('permission-bash');
  const status = { state: 'needs-input', questionNumber, ...(question && { question }) } as const;
  const session = await runningSession(world, { status });
  await number(world, session, questionNumber);
  return { session, question };
}

async function number({ backend }: MemoryWorld, { status }: Session, questionNumber: number) {
  await backend.can.guards?.numberQuestions([{ place: status.place!, questionNumber }]);
}

const bare = { question: undefined, questionNumber: 0 };

it('a message is typed and sent, and its arrival is seen', async () => {
  const { world, got } = agent('idle', ['enter'], 'v197-working-0');
  const session = await runningSession(world);
  const reply = { choices: [], text: 'use SQLite' };
  expect(await sendReply(world, session, { bound: bare, reply })).toEqual({ type: 'delivered' });
  expect(got).toEqual(['"use SQLite"', 'enter']);
});

it('an answer chooses in the dialog that stands there', async () => {
  const { world, got } = agent('permission-bash', ['1'], 'v197-working-0');
  const { session, question } = await sessionThatAsks(world);
  const bound = { question, questionNumber: 3 };
  expect(await sendReply(world, session, { bound, reply: { choices: [0] } })).toEqual({ type: 'delivered' });
  expect(got).toEqual(['1']);
});

it('an answer to a question that another has followed is refused, in the moment of the key', async () => {
  const { world, got } = agent('permission-bash', ['1'], 'v197-working-0');
  const { session, question } = await sessionThatAsks(world);
  await number(world, session, 4);
  const bound = { question, questionNumber: 3 };
  const outcome = await sendReply(world, session, { bound, reply: { choices: [0] } });
  expect(outcome).toEqual({ type: 'refused', why: 'alpha has moved on; nothing was sent.' });
  expect(got).toEqual([]);
});

it('a message does not go into a dialog that has opened meanwhile', async () => {
  const { world, got } = agent('permission-bash', [], 'idle');
  const session = await runningSession(world);
  const outcome = await sendReply(world, session, { bound: bare, reply: { choices: [], text: 'go on' } });
  expect(outcome).toMatchObject({ type: 'refused', why: expect.stringMatching(/^alpha now asks: /) });
  expect(got).toEqual([]);
});

it.each<[string, (world: MemoryWorld, session: Session) => unknown, string]>([
  ['has ended', ({ backend }, { id }) => backend.terminal(id)?.exit({ exitCode: 0 }), 'alpha has ended;'],
  [
    'is gone',
    ({ backend }, { id, status }) => backend.end({ place: status.place!, id }),
    'The terminal of alpha is gone;',
  ],
])('nothing is sent to one whose terminal %s', async (_title, change, why) => {
  const { world, got } = agent('idle', [], 'idle');
  const session = await runningSession(world);
  await change(world, session);
  const outcome = await sendReply(world, session, { bound: bare, reply: { choices: [], text: 'go on' } });
  expect(outcome).toEqual({ type: 'refused', why: `${why} nothing was sent.` });
  expect(got).toEqual([]);
});

it('a choice that a hook did not tell, such as the one for own words, is made where the screen has it', async () => {
  const { world, got } = agent('askuserquestion', ['enter'], 'v197-working-0');
  const seen = read('askuserquestion').question!;
  const told = { ...seen, options: seen.options.slice(0, 3), isPartial: true } as const;
  const status = { state: 'needs-input', questionNumber: 3, question: told } as const;
  const session = await runningSession(world, { status });
  await number(world, session, 3);
  const reply = { choices: [seen.freeText!], text: 'my own' };
  const bound = { question: told, questionNumber: 3 };
  expect(await sendReply(world, session, { bound, reply })).toEqual({ type: 'delivered' });
  expect(got).toContain('"my own"');
});
