import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Question } from '../core/sessions/question.ts';
import { isResumable } from '../core/sessions/resumable.ts';
import type { Session } from '../core/sessions/session.ts';
import { safeText } from '../core/text/safe-text.ts';
import type { Reply } from '../core/view/effects.ts';
import { displayName } from '../core/view/view-state.ts';
import { sendLater } from '../runtime/outbox.ts';
import { sendReply } from '../runtime/reply.ts';
import { openWorld, type World } from '../runtime/world.ts';
import { isWaiting } from '../system/records/outbox.ts';
import { writeOutput } from './output.ts';
import { UsageError } from './usage-error.ts';
import { verbTable } from './verbs.ts';
import { readStandardInput, requireOne } from './words.ts';

const { usage } = verbTable.send;

/** A message to a session, or the answer to what it asks; says what became of it: delivered, queued or refused. */
export async function send(words: readonly string[]): Promise<number> {
  const json = words[0] === '--json';
  const { target, choose, text } = await readWords(json ? words.slice(1) : words);
  const world = openWorld(process.env);
  const session = requireOne(world, target, usage);
  const { question, questionNumber } = session.conclusion;
  const reply = replyFor(session, { choose, text });
  if (isResumable(session) && reply.text !== undefined) return sendAndResume(world, session, reply.text);
  const outcome = await sendReply(world, session, { bound: { question, questionNumber }, reply });
  if (json) {
    const entry = { id: session.id, name: displayName(session), outcome: outcome.type };
    const why = outcome.type === 'refused' ? { why: outcome.why } : {};
    writeOutput(`${JSON.stringify({ ...entry, ...why }, null, 2)}\n`);
  }
  if (outcome.type === 'refused') throw new Error(outcome.why);
  if (!json) writeOutput(`${outcome.type === 'unconfirmed' ? outcome.text : outcome.type}\n`);
  return 0;
}

/** How long an agent gets to start again before the message is said to wait. */
const readyMs = 30_000;

/** To one whose process has ended: it is started again, and gets the message as soon as it listens. */
async function sendAndResume(world: World, session: Session, text: string): Promise<number> {
  const file = await sendLater(world, session, text);
  const deadline = performance.now() + readyMs;
  while (isWaiting(file) && performance.now() < deadline) await wait(50);
  const later = `queued: ${safeText(displayName(session))} was started again and gets it as soon as it listens`;
  writeOutput(isWaiting(file) ? `${later}\n` : 'delivered\n');
  return 0;
}

interface Words {
  readonly target: string | undefined;
  readonly choose: string | undefined;
  readonly text: string;
}

/** Everything after the target is the message, whatever it begins with; `-` alone reads standard input. */
async function readWords(words: readonly string[]): Promise<Words> {
  const [target, ...rest] = words;
  if (rest[0]?.startsWith('--choose')) {
    const { values } = parseArgs({ args: [...rest], options: { choose: { type: 'string' } } });
    return { target, choose: values.choose, text: '' };
  }
  const message = rest[0] === '--' ? rest.slice(1) : rest;
  const text = message.length === 1 && message[0] === '-' ? await readStandardInput() : message.join(' ');
  if (text.trim() === '') throw new UsageError(`What should be sent? ${usage}`);
  return { target, choose: undefined, text: text.replace(/\n$/, '') };
}

function replyFor(session: Session, { choose, text }: Omit<Words, 'target'>): Reply {
  const { question } = session.conclusion;
  const name = displayName(session);
  const open = question?.kind === 'prose' ? undefined : question;
  if (choose === undefined) {
    if (open) throw new Error(`${name} asks: ${asked(open)} Nothing was sent. Answer with --choose N.`);
    return { choices: [], text };
  }
  if (!open) throw new Error(`${name} has no choice to make now; nothing was sent.`);
  const choices = choose.split(',').map(number => Number(number) - 1);
  if (choices.some(index => !open.options[index])) {
    throw new UsageError(`--choose ${choose}: ${name} offers ${asked(open)}`);
  }
  return { choices };
}

function asked(question: Question): string {
  const options = question.options.map(({ label }, index) => `${index + 1}. ${safeText(label)}`);
  return `${safeText(question.text)} (${options.join(' · ')})`;
}
