import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Step } from '../src/core/agents/shared/step.ts';
import { withTmuxServer } from '../test/helpers/tmux-server.ts';

const lanes = 8;

/**
 * Writes to panes that are killed, respawned as another session or given another question at about the same moment.
 * Each text names the session and the question that it is for; what a pane received is in a file with its own name.
 */
export async function dyingPanes(rounds: number) {
  const result = { rounds, written: 0, refused: 0, wrong: 0, crashes: 0 };
  const inbox = mkdtempSync(join(tmpdir(), 'agents-dying-'));
  try {
    await withTmuxServer(async test => {
      let next = 0;
      const lane = async () => {
        for (let round = next++; round < rounds; round = next++) {
          const id = round.toString(16).padStart(8, '0');
          const stranger = (round + 0x1000_0000).toString(16);
          const reader = (name: string) => ['/bin/sh', '-c', 'exec cat >"$0"', join(inbox, name)];
          const place = await test.backend.start({ id, slug: `round-${round}`, argv: reader(id) });
          await test.backend.can.guards.numberQuestions([{ place, questionNumber: 1 }]);
          const change = wait(Math.random() * 12).then(() =>
            upset(round, { test, pane: place.pane, stranger, reader }),
          );
          await wait(Math.random() * 8);
          const steps: readonly Step[] = [{ text: `for ${id} question 1` }, { keys: ['enter'] }];
          const delivery = await test.backend
            .deliver({ place, id, questionNumber: 1 }, steps, 0)
            .catch(() => undefined);
          await change;
          if (delivery?.sent) result.written++;
          else result.refused++;
          await test.run('kill-pane', '-t', place.pane);
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
      if (!(await test.backend.list()).server) result.crashes++;
    });
    result.wrong = readdirSync(inbox).filter(name =>
      isWrong(name, readFileSync(join(inbox, name), 'utf8')),
    ).length;
    return result;
  } finally {
    rmSync(inbox, { recursive: true, force: true });
  }
}

interface Scene {
  readonly test: { readonly run: (...command: readonly string[]) => Promise<string> };
  readonly pane: string;
  readonly stranger: string;
  readonly reader: (name: string) => readonly string[];
}

/** One of three things that happen to sessions: the program dies, the pane becomes another's, it asks again. */
async function upset(round: number, { test, pane, stranger, reader }: Scene): Promise<void> {
  if (round % 3 === 0) return void (await test.run('respawn-pane', '-k', '-t', pane, '--', 'false'));
  if (round % 3 === 1) return void (await test.run('set-option', '-p', '-t', pane, '@agents_seq', '2'));
  await test.run(
    ...['set-option', '-p', '-t', pane, '@agents_id', stranger, ';'],
    ...['respawn-pane', '-k', '-t', pane, '--', ...reader(stranger)],
  );
}

/** A text in a file with another's name; an empty one is right. */
function isWrong(name: string, text: string): boolean {
  return text !== '' && !text.includes(`for ${name} `);
}
