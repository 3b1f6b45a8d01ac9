import { expect, it } from 'vitest';
import { claude } from '../../../src/core/agents/claude/claude.ts';
import { codex } from '../../../src/core/agents/codex/codex.ts';
import { describedAgent } from '../../../src/core/agents/described/described.ts';
import { gemini } from '../../../src/core/agents/gemini/gemini.ts';
import { opencode } from '../../../src/core/agents/opencode/opencode.ts';
import { shell } from '../../../src/core/agents/shell/shell.ts';
import { lacksPrompt } from '../../../src/operations/reply/find-prompt.ts';
import { codexScreen } from '../../core/agents/codex/codex-recorded.ts';
import { geminiScreen } from '../../core/agents/gemini/gemini-recorded.ts';
import { opencodeScreen } from '../../core/agents/opencode/opencode-recorded.ts';
import { recordedScreen } from '../../core/agents/recorded.ts';
import { lines, pane } from '../../core/observe/observation.ts';
import { aSession } from '../../helpers/sessions.ts';

const session = aSession('a1b2c3d4');
const seen = (agent: typeof claude, screen: ReturnType<typeof lines>) => ({
  pane,
  text: screen.lines.join('\n'),
  reading: agent.readScreen(screen),
});

it.each([
  ['help of Claude Code', claude, recordedScreen('110x36-help')],
  ['a subagent of OpenCode', opencode, opencodeScreen('100x30-subagent-view')],
  ['a pager of Codex', codex, lines('/ D I F F / / / /', '+hi', '~', '─'.repeat(40), ' q close')],
  ['nothing at all', opencode, lines('')],
] as const)('no prompt stands there: %s', (_title, agent, screen) => {
  expect(lacksPrompt(agent, session, seen(agent, screen))).toBe(true);
});

it.each([
  ['an empty prompt', claude, recordedScreen('done-with-question')],
  ['a dialog, which is answered', claude, recordedScreen('110x36-config')],
  ['a list in OpenCode, which is told of', opencode, opencodeScreen('100x30-models')],
  ['help of OpenCode, told of as in use', opencode, opencodeScreen('110x36-help-working')],
  ['a program without rules for what is typed', shell, lines('$ ')],
] as const)('it is not for want of a prompt that nothing is typed: %s', (_title, agent, screen) => {
  expect(lacksPrompt(agent, session, seen(agent, screen))).toBe(false);
});

const history = 'its history search';

it.each([
  ['the history search of Claude Code', claude, recordedScreen('110x36-history-search'), history],
  ['the same with a word', claude, recordedScreen('110x36-history-search-typed'), history],
  ['a menu of the side panel', claude, recordedScreen('130x30-panel-menu'), 'a menu of its side panel'],
  ['the history search of Codex', codex, codexScreen('110x36-history-search'), history],
  ['the same with a word', codex, codexScreen('110x36-history-search-typed'), history],
  ['the history search of Gemini CLI', gemini, geminiScreen('110x36-history-search'), history],
  ['the same with a word', gemini, geminiScreen('110x36-history-search-typed'), history],
  [
    'the list of sessions of Claude Code',
    claude,
    recordedScreen('110x36-agents-view'),
    'its own list of agents',
  ],
  [
    'the same, of another title',
    claude,
    { ...recordedScreen('110x36-agents-view'), title: '' },
    'its own list of agents',
  ],
] as const)('what takes the keys is named: %s', (_title, agent, screen, open) => {
  expect(lacksPrompt(agent, session, seen(agent, screen))).toBe(true);
  expect(agent.readScreen(screen)).toMatchObject({ open });
});

it('nothing is typed into a described agent whose screen none of its rules knows', () => {
  const described = describedAgent('own', {
    label: 'Own',
    command: ['own'],
    prompt: 'paste',
    rules: [{ state: 'idle', screen: /^> /u, lines: 5 }],
    interrupt: ['escape'],
  });
  expect(lacksPrompt(described, session, seen(described, lines('Apply this change?', '1. Yes')))).toBe(true);
  expect(lacksPrompt(described, session, seen(described, lines('> ')))).toBe(false);
});
