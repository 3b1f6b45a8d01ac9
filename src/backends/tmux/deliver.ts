import { setTimeout as wait } from 'node:timers/promises';
import type { Key } from '../../core/agents/shared/key.ts';
import type { Step } from '../../core/agents/shared/step.ts';
import { cleanPaste } from '../../core/text/terminal-text.ts';
import { randomHex } from '../../system/files/random-hex.ts';
import { isNoServer, type TmuxAnswer, tmux, tmuxError } from '../../tmux/client.ts';
import { commandList } from '../../tmux/quote.ts';
import type { TmuxServer } from '../../tmux/socket.ts';
import type { Delivery } from '../backend.ts';
import { tmuxKey } from './keys.ts';
import { isTheSession, type TmuxTarget } from './place.ts';

type Commands = readonly (readonly string[])[];

/** Writes the steps, each only if the target is still what it was; stops at the first refusal. */
export async function deliverSteps(
  server: TmuxServer,
  target: TmuxTarget,
  delivery: { readonly steps: readonly Step[]; readonly gapMs: number },
): Promise<Delivery> {
  let pastedAt: number | undefined;
  for (const step of delivery.steps) {
    if ('keys' in step && pastedAt !== undefined) {
      // Agents take an Enter that comes with the paste for a part of it.
      await wait(Math.max(0, pastedAt + delivery.gapMs - performance.now()));
    }
    const result =
      'keys' in step ? await sendKeys(server, target, step.keys) : await paste(server, target, step.text);
    if (!result.sent) return result;
    pastedAt = 'keys' in step ? undefined : performance.now();
    if ('keys' in step && step.pauseMs) await wait(step.pauseMs);
  }
  return { sent: true };
}

async function sendKeys(server: TmuxServer, target: TmuxTarget, keys: readonly Key[]): Promise<Delivery> {
  const send = keys.length === 0 ? [] : [['send-keys', '-t', target.place.pane, '--', ...keys.map(tmuxKey)]];
  return readDelivery(server, target, await tmux(server, [guarded(target, { write: send, otherwise: [] })]));
}

/** The buffer is deleted whether it is pasted or refused; its name is ours alone. */
async function paste(server: TmuxServer, target: TmuxTarget, text: string): Promise<Delivery> {
  const input = cleanPaste(text);
  // tmux makes no buffer of nothing.
  if (input === '') return sendKeys(server, target, []);
  const buffer = `agents-${randomHex(8)}`;
  const pasteIt = ['paste-buffer', '-p', '-r', '-d', '-b', buffer, '-t', target.place.pane];
  const commands = [
    ['load-buffer', '-b', buffer, '-'],
    guarded(target, { write: [pasteIt], otherwise: [['delete-buffer', '-b', buffer]] }),
  ];
  return readDelivery(server, target, await tmux(server, commands, { input }));
}

/** One `if-shell` inside the server: nothing can change between the test and the write (invariant 5). */
function guarded(
  target: TmuxTarget,
  branches: { readonly write: Commands; readonly otherwise: Commands },
): readonly string[] {
  const pane = target.place.pane;
  const facts = ['display-message', '-p', '-t', pane, refusalFacts];
  return [
    ...['if-shell', '-F', '-t', pane, condition(target)],
    commandList([...branches.write, ['display-message', '-p', 'sent']]),
    commandList([...branches.otherwise, facts]),
  ];
}

const refusalFacts = 'refused pane=#{pane_id} dead=#{pane_dead} mode=#{pane_in_mode} id=#{@agents_id}';

function condition(target: TmuxTarget): string {
  const tests = [
    isTheSession(target.id),
    ...(target.questionNumber === undefined
      ? []
      : [`#{==:#{@agents_seq},${Math.trunc(target.questionNumber)}}`]),
    ...(target.command === undefined
      ? []
      : [`#{==:#{pane_current_command},${requireCommand(target.command)}}`]),
    '#{==:#{pane_dead},0}',
    '#{==:#{pane_in_mode},0}',
  ];
  return tests.reduceRight((rest, test) => `#{&&:${test},${rest}}`);
}

/** It stands inside a format. */
function requireCommand(command: string): string {
  if (/^[\w.+-]{1,64}$/.test(command)) return command;
  throw new Error(
    'The program in the foreground has a name with which agents cannot make sure that it is still there; nothing was sent.',
  );
}

function readDelivery(server: TmuxServer, target: TmuxTarget, answer: TmuxAnswer): Delivery {
  if (answer.code === 0 && answer.stdout === 'sent\n') return { sent: true };
  if (isNoServer(answer)) return { sent: false, why: 'gone' };
  const match = /^refused pane=(\S*) dead=(\S*) mode=(\S*) id=(.*)\n$/.exec(answer.stdout);
  if (!match) throw tmuxError(server, `write to session ${target.id}`, answer);
  const [, pane, dead, mode, id] = match;
  if (!pane) return { sent: false, why: 'gone' };
  if (id !== target.id) return { sent: false, why: 'other-session' };
  if (dead === '1') return { sent: false, why: 'dead' };
  return { sent: false, why: mode === '0' ? 'moved-on' : 'copy-mode' };
}
