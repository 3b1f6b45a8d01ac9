import { parseArgs } from 'node:util';
import type { Reply } from '../../../core/effects.ts';
import { UserError } from '../../../core/errors/user-error.ts';
import { replyRoute } from '../../../core/message/route.ts';
import { areOptionsToCome, type Question } from '../../../core/question/question.ts';
import { isElsewhere } from '../../../core/session/adopted.ts';
import { displayName } from '../../../core/session/display-name.ts';
import type { Session } from '../../../core/session/session.ts';
import { safeText } from '../../../core/text/safe-text.ts';
import { asSentence } from '../../../core/text/sentence.ts';
import { openPlainWorld } from '../../../operations/context/plain-world.ts';
import { UsageError } from '../../output/usage-error.ts';
import type { Shell } from '../../verb.ts';
import { verbTable } from '../../verbs.ts';
import { readStandardInput, requireOne } from '../../words.ts';

const { usage } = verbTable.send;

/** A message to a session, or the answer to what it asks; says what became of it: delivered, queued or refused. */
export async function send(words: readonly string[], shell: Shell): Promise<number> {
  const { target, choose, text, json } = await readWords(words, shell);
  const world = openPlainWorld(shell.env, shell);
  const session = requireOne({ shell, world }, [target], usage);
  const reply = replyFor(session, { choose, text });
  // It needs the rules of every agent, 5 ms.
  const { deliver } = await import('./deliver.ts');
  return deliver({ shell, world }, session, { reply, json });
}

interface Words {
  readonly target: string | undefined;
  readonly choose: string | undefined;
  readonly text: string;
  readonly json: boolean;
}

/**
 * Options stand before the message: everything after its first word is the message, whatever it begins with; `-` alone
 * reads standard input, and what follows `--` is the message in any case.
 */
async function readWords(words: readonly string[], shell: Shell): Promise<Words> {
  const json = words[0] === '--json' || words[1] === '--json';
  const [target, ...rest] = json ? words.toSpliced(words.indexOf('--json'), 1) : words;
  if (rest[0]?.startsWith('--choose'))
    return { target, ...(await readChoice(rest, shell)), ...(json && { json }) };
  const message = rest[0] === '--' ? rest.slice(1) : rest;
  const text =
    message.length === 1 && message[0] === '-'
      ? await readStandardInput(shell.input.stream())
      : message.join(' ');
  if (text.trim() === '') throw new UsageError('What should be sent?', usage);
  return { target, choose: undefined, text: text.replace(/\n$/, ''), json };
}

/** `--choose 4 "my own words"`: the words go with the option. */
async function readChoice(words: readonly string[], shell: Shell): Promise<Omit<Words, 'target'>> {
  const { options } = verbTable.send;
  const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true });
  const isInput = positionals.length === 1 && positionals[0] === '-';
  const text = isInput ? await readStandardInput(shell.input.stream()) : positionals.join(' ');
  return { choose: values.choose, text: text.replace(/\n$/, ''), json: values.json === true };
}

function replyFor(session: Session, { choose, text }: Pick<Words, 'choose' | 'text'>): Reply {
  // Nothing can be sent there, and how it is answered is said where every reply is refused.
  if (isElsewhere(session)) return { choices: [], text };
  const { question } = session.status;
  const name = displayName(session);
  const open = question?.kind === 'prose' ? undefined : question;
  if (choose === undefined) {
    // Words answer what a shell job asks.
    if (open && session.spec.kind !== 'exec')
      throw new UserError('asks', `${name} asks: ${asked(open)} Nothing was sent.`, {
        advice: howToAnswer(open),
      });
    // As in the peek: for the agent's own shell.
    if (text.startsWith('!') && session.spec.kind !== 'exec')
      return { choices: [], command: text.slice(1).trim() };
    return { choices: [], text };
  }
  const choices = choose.split(',').map(number => Number(number) - 1);
  if (!open) throw noChoice(session, choices);
  const isToCome = areOptionsToCome(open) && choices.every(index => index >= 0);
  if (!isToCome && choices.some(index => !open.options[index])) {
    throw new UsageError(`--choose ${choose}: ${name} offers ${asked(open)}`);
  }
  return { choices, ...(text.trim() && { text }) };
}

function noChoice(session: Session, choices: readonly number[]): UserError {
  const route = replyRoute(session, { choices });
  if (route.type === 'refused')
    return new UserError(route.reason === 'starting' ? 'starting' : 'not-sent', route.why);
  return new UserError('no-question', `${displayName(session)} has no choice to make now; nothing was sent.`);
}

/** A list without numbers, for example of models or themes, has nothing that could be chosen from outside. */
function howToAnswer(question: Question): string {
  const isToRead = question.options.length > 0 || areOptionsToCome(question);
  return isToRead ? 'Answer with --choose N, or --choose N "text".' : 'Attach to answer or close it.';
}

function asked(question: Question): string {
  const options = question.options.map(({ label }, index) => `${index + 1}. ${safeText(label)}`);
  const words = safeText(question.text);
  return options.length === 0 ? asSentence(words) : `${words} (${options.join(' · ')})`;
}
