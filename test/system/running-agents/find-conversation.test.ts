import { describe, expect, it } from 'vitest';
import { conversationInFile } from '../../../src/core/agents/shared/open-conversation.ts';
import { tableFromPs } from '../../../src/system/processes/process-table.ts';
import { processesWith } from '../../../src/system/running-agents/find-conversation.ts';

const id = '01a21ea6-ed27-78b0-b070-903a89216f9c';
const other = '51b2f6dc-6151-485b-9f1c-6e3a4f56179f';
/** Numbers that no process of this machine has. */
const first = 90_000_001;

/** The lines of `ps` for these command lines, each the child of the one before where it is indented. */
function running(commands: readonly string[]) {
  const lines = commands.map((command, index) => {
    const parent = command.startsWith(' ') ? first + index - 1 : 1;
    return `${first + index} ${parent} 1 1 S Fri Nov 20 08:40:27 2026 ${command.trim()}`;
  });
  return tableFromPs(lines.join('\n'));
}

const found = (agent: string, conversation: string, commands: readonly string[]) =>
  processesWith(running(commands), { agent, conversation }).map(pid => pid - first);

describe('the processes that hold a conversation', () => {
  it.each([
    ['claude', id, [`claude --resume ${id}`], [0]],
    ['claude', id, [`claude -r ${id} --model opus`, 'claude --continue'], [0]],
    ['claude', id, [`claude --resume=${id}`], [0]],
    ['claude', id, [`claude --resume ${id} --fork-session`], []],
    ['claude', id, [`claude --resume ${other}`], []],
    ['codex', id, [`node /usr/bin/codex resume ${id}`, ` /opt/codex resume ${id}`], [1]],
    ['codex', id, [`codex fork ${id}`], []],
    ['codex', id, [`codex resume --no-daemon -- ${id}`], [0]],
    ['gemini', other, [`node /usr/bin/gemini --resume ${other}`, `vim ${other}`], [0]],
    ['gemini', other, [`gemini --session-id ${other} --prompt-interactive=hello`], [0]],
    ['opencode', 'ses_de15', ['opencode -s ses_de15', 'opencode --session=ses_de15'], [0, 1]],
    ['opencode', 'ses_de15', ['opencode -s ses_de15 --fork', 'opencode -s ses_de16'], []],
    ['codex', id, [`claude --resume ${id}`], []],
  ])('of %s: %s in %j', (agent, conversation, commands, expected) => {
    expect(found(agent, conversation, commands)).toEqual(expected);
  });

  it('are known from the file that Codex has open, whatever its words were', () => {
    const file = (name: string) => `/home/me/.codex/sessions/2026/11/27/${name}`;
    expect(conversationInFile(file(`rollout-2026-11-27T20-16-25-${id}.jsonl`))).toBe(id);
    expect(conversationInFile(file(`notes-${id}.jsonl`))).toBeUndefined();
    expect(conversationInFile('/home/me/.codex/state_5.sqlite')).toBeUndefined();
  });
});
