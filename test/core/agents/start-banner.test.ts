import { expect, it } from 'vitest';
import { claude } from '../../../src/core/agents/claude.ts';
import { codex } from '../../../src/core/agents/codex.ts';
import { gemini } from '../../../src/core/agents/gemini.ts';
import { withoutBanner } from '../../../src/core/agents/start-banner.ts';
import { codexScreen } from './codex-recorded.ts';
import { geminiScreen } from './gemini-recorded.ts';
import { recordedScreen } from './recorded.ts';

it.each([
  [claude, recordedScreen('done-bash'), /^❯ boom429 now/],
  [claude, recordedScreen('v197-working-0'), /^❯ slow now/],
  [gemini, geminiScreen('100x30-queued'), /^▄{8,}$/],
])('V9 output in the peek begins with what was asked: %#', (agent, screen, first) => {
  expect(agent.outputLines?.(screen)[0]).toMatch(first);
});

it('V9 a session in which nothing was said yet shows what its program says', () => {
  expect(codex.outputLines?.(codexScreen('100x30-after-trust')).join('')).toContain('OpenAI Codex');
  expect(withoutBanner(['', 'Tool v1', 'in ~/shop', ''], /^Tool v/)).toEqual([
    '',
    'Tool v1',
    'in ~/shop',
    '',
  ]);
});

it('leaves alone what an agent wrote about itself further down', () => {
  expect(withoutBanner(['hello', '', 'Tool v1'], /^Tool v/)).toEqual(['hello', '', 'Tool v1']);
});
