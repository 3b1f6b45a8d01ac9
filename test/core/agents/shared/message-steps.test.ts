import { expect, it } from 'vitest';
import { claude } from '../../../../src/core/agents/claude/claude.ts';
import { codex } from '../../../../src/core/agents/codex/codex.ts';
import { gemini } from '../../../../src/core/agents/gemini/gemini.ts';
import { opencode } from '../../../../src/core/agents/opencode/opencode.ts';
import {
  commandOf,
  isRisky,
  messageAttempts,
  seal,
} from '../../../../src/core/agents/shared/message-steps.ts';
import { shell } from '../../../../src/core/agents/shell/shell.ts';

const steps = (...all: Parameters<typeof messageAttempts>) => messageAttempts(...all).map(each => each.steps);

it.each(['look at @READ', 'put it in C:\\new\\', 'two\nlines\\'])(
  'what stands last in a message is parted from Enter: %j',
  text => {
    expect(steps(claude, text)).toEqual([[{ text }, seal('space')]]);
    expect(steps(codex, text)).toEqual([[{ text }, seal('space')]]);
    expect(steps(opencode, text)).toEqual([[{ text }, seal('home'), seal('space'), seal('backspace')]]);
    expect(steps(gemini, text)[0]).toEqual([{ text }, seal('space')]);
    expect(steps(shell, text)).toEqual([[{ text }]]);
  },
);

it.each([
  'plain words',
  'Done.',
  'is it ready?',
  '- a list\n- of two',
  'see @README.md and /etc/hosts first',
  '"quoted" \\n within',
  'ünïcödé 日本語 👩‍👩‍👧',
])('a message that opens nothing is pasted and no more, for speed: %j', text => {
  for (const agent of [claude, codex, gemini, opencode]) expect(steps(agent, text)).toEqual([[{ text }]]);
  expect(isRisky(text)).toBe(false);
});

it.each(['@', '$', '?', '# a title', '/etc/hosts is wrong'])(
  'a message begins with nothing that opens a menu or a mode where the agent trims it: %j',
  text => {
    expect(steps(codex, text)[0]).toEqual([seal('space'), { text }, seal('space')]);
    expect(steps(gemini, text)[0]).toEqual([{ text: '\n' }, { text }, seal('space')]);
  },
);

it('a word with a slash is tried as a command, and is a message where the menu has none', () => {
  const message = [{ text: '/nosuch' }, seal('home'), seal('space'), seal('backspace')];
  expect(messageAttempts(opencode, '/nosuch')).toEqual([
    { steps: [{ text: '/nosuch' }], isCommand: true },
    { steps: message },
  ]);
  expect(steps(codex, '/nosuch')).toEqual([
    [{ text: '/nosuch' }],
    [seal('space'), { text: '/nosuch' }, seal('space')],
  ]);
});

it('a path that Gemini CLI would read goes in two pieces the second time', () => {
  const [, halves] = steps(gemini, '/etc/hosts');
  expect(halves).toEqual([{ text: '\n' }, { text: '/etc/' }, { text: 'hosts' }, seal('space')]);
});

it('a command is a word with one slash, a path is none', () => {
  expect(['/compact', '/x:y now', '/'].map(commandOf)).toEqual(['/compact', '/x:y', '/']);
  expect(['/etc/hosts', 'say /help', '/a\nb'].map(commandOf)).toEqual([undefined, undefined, undefined]);
});

it('what may be taken for something else is read in the prompt before Enter', () => {
  expect(['/x', '?', 'look at @READ', '!ls', 'src/app.ts README.md'].every(isRisky)).toBe(true);
  expect(['plain words', '/x\nmore', `/${'x'.repeat(300)}`].some(isRisky)).toBe(false);
});

it('the line of a menu that Enter would take is told from a message that looks like it', () => {
  const offered = (menuLine: RegExp | undefined, line: string) => menuLine?.exec(line)?.[1];
  expect(offered(claude.typing?.menuLine, '  ❯ /compact      Free up context')).toBe('/compact');
  expect(offered(claude.typing?.menuLine, '❯ /compact')).toBeUndefined();
  expect(offered(codex.typing?.menuLine, '› /compact  summarize conversation')).toBe('/compact');
  expect(offered(codex.typing?.menuLine, '› /compact')).toBeUndefined();
  expect(offered(opencode.typing?.menuLine, '  ┃ /compact   Compact session')).toBe('/compact');
  expect(offered(opencode.typing?.menuLine, '  ┃  /etc/hosts is wrong')).toBeUndefined();
});
