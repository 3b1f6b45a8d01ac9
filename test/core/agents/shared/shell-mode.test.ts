import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findAgent } from '../../../../src/core/agents/index.ts';
import { commandSteps } from '../../../../src/core/agents/shared/message-steps.ts';
import { isInShellMode } from '../../../../src/core/agents/shared/shell-mode.ts';

const screens = new URL('../../../screens/', import.meta.url);

/** Of the recorded screens, those on which `!` was pressed. */
test.each([
  ['claude', ['100x40-bash-mode.txt']],
  ['codex', ['80x24-shell-mode.txt']],
  ['gemini', ['100x30-bang.txt']],
  ['opencode', ['100x30-shell-mode.txt']],
])('the shell mode of %s is known on its screen, and on no other', (name, expected) => {
  const agent = findAgent(name);
  if (!agent) throw new Error(`no agent ${name}`);
  const files = readdirSync(new URL(`${name}/`, screens)).filter(file => file.endsWith('.txt'));
  const found = files.filter(file =>
    isInShellMode(agent, readFileSync(new URL(`${name}/${file}`, screens), 'utf8')),
  );
  expect(found).toEqual(expected);
});

test('an agent without a shell mode is never in it', () => {
  const shell = findAgent('shell');
  expect(shell && isInShellMode(shell, '! for shell mode')).toBe(false);
});

test('in a wide terminal the footer of OpenCode goes on behind the words of its shell mode', () => {
  const opencode = findAgent('opencode');
  const footer = '   /tmp/proj   esc exit shell mode    8.1K (6%) · $0.06  ctrl+p commands';
  expect(opencode && isInShellMode(opencode, footer)).toBe(true);
});

test.each(['claude', 'codex', 'gemini', 'opencode'])(
  'no menu of %s takes the Enter of a command that ends in @, $ or a backslash',
  name => {
    const agent = findAgent(name);
    if (!agent) throw new Error(`no agent ${name}`);
    const enter = { keys: ['enter'] };
    expect(commandSteps(agent, 'npm test')).toEqual([{ text: 'npm test' }, enter]);
    for (const command of ['ls @', 'cat @src/app', 'echo $HO', 'touch a \\'])
      expect(commandSteps(agent, command)).toEqual([
        { text: command },
        ...(agent.typing?.after ?? []),
        enter,
      ]);
  },
);
