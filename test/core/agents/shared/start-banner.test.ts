import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claude } from '../../../../src/core/agents/claude/claude.ts';
import { codex } from '../../../../src/core/agents/codex/codex.ts';
import { gemini } from '../../../../src/core/agents/gemini/gemini.ts';
import { opencode } from '../../../../src/core/agents/opencode/opencode.ts';
import type { Agent } from '../../../../src/core/agents/shared/agent.ts';
import { withoutBanner } from '../../../../src/core/agents/shared/start-banner.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { outputLines } from '../../../../src/ui/peek/output/peek-output.ts';
import { codexScreen } from '../codex/codex-recorded.ts';
import { geminiScreen } from '../gemini/gemini-recorded.ts';
import { opencodeScreen } from '../opencode/opencode-recorded.ts';
import { recordedScreen } from '../recorded.ts';

const pieces =
  /▐▛███|▝▜█████|▝▝ {3}▝▝|▝▜▄|▗▟▀|Gemini CLI v\d|Authenticated with|Tips for getting|Create GEMINI|Be specific for|[▄▀]{8}|█▀▀█ █▀▀█|[⣿⣶]{3}/u;
const agents: readonly (readonly [Agent, (name: string) => Screen])[] = [
  [claude, recordedScreen],
  [codex, codexScreen],
  [gemini, geminiScreen],
  [opencode, opencodeScreen],
];
const recordedOf = (name: string) =>
  readdirSync(join(import.meta.dirname, '../../../screens', name)).filter(file => file.endsWith('.txt'));

it.each(agents.map(([agent, read]) => [agent.name, agent, read] as const))(
  'no piece of a start banner, and no bar, is read in the peek of %s',
  (_name, agent, read) => {
    for (const file of recordedOf(agent.name)) {
      const screen = read(file.slice(0, -4));
      const lines = outputLines(agent.outputLines?.(screen) ?? [], screen.width);
      expect(
        lines.filter(line => pieces.test(line) || /^\s*┃\s*$/u.test(line)),
        file,
      ).toEqual([]);
      expect(lines[0] ?? '', file).not.toContain('>_ OpenAI Codex');
    }
  },
);

it.each([
  [claude, recordedScreen('done-bash'), /^❯ boom429 now/],
  [claude, recordedScreen('subagent-a'), /^❯ boom429 now/],
  [codex, codexScreen('80x24-still-longrun'), /^› scn-slow-5/],
  [gemini, geminiScreen('200x50-shell'), /^▄{8,}$/],
  [gemini, geminiScreen('80x24-shell'), /^▄{8,}$/],
])('output in the peek begins with what was asked: %#', (agent, screen, first) => {
  expect(agent.outputLines?.(screen)[0]).toMatch(first);
});

it('a session in which nothing was said yet has no output', () => {
  expect(codex.outputLines?.(codexScreen('100x30-after-trust'))).toEqual([]);
  expect(withoutBanner(['', 'Tool v1', 'in ~/shop', ''], [/^Tool v/])).toEqual([]);
});

it('a prompt that stands right below the banner stays', () => {
  expect(withoutBanner(['Tool v1', 'Tips:', '❯ hello', '', 'Hi.'], [/^Tool v/])).toEqual([
    '❯ hello',
    '',
    'Hi.',
  ]);
});

it('leaves alone what an agent wrote about itself further down', () => {
  expect(withoutBanner(['hello', '', 'Tool v1'], [/^Tool v/])).toEqual(['hello', '', 'Tool v1']);
});

it('an output that begins with a path is no banner of Codex', () => {
  const listed = ['     /usr/bin/node', '     /usr/bin/git', '', '› next'];
  expect(codex.outputLines?.({ ...codexScreen('80x24-fresh'), lines: listed })).toEqual(
    expect.arrayContaining(['     /usr/bin/node']),
  );
});
