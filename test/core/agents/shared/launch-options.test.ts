import { describe, expect, it } from 'vitest';
import { agents, findAgent } from '../../../../src/core/agents/index.ts';
import type { Agent } from '../../../../src/core/agents/shared/agent.ts';
import type { LaunchOptions } from '../../../../src/core/agents/shared/launch-options.ts';
import { wordsFor } from '../../../../src/core/agents/shared/option-words.ts';

const agent = (name: string) => findAgent(name) as Agent;

describe('what a person says of a session’s model and rights', () => {
  it.each<[string, LaunchOptions, readonly string[]]>([
    ['claude', { model: ['opus'], effort: ['high'] }, ['--model', 'opus', '--effort', 'high']],
    ['claude', { 'add-dir': ['/a', '/b'] }, ['--add-dir', '/a', '--add-dir', '/b']],
    ['claude', { 'strict-mcp-config': [''] }, ['--strict-mcp-config']],
    ['codex', { model: ['m'], effort: ['low'] }, ['--model', 'm', '-c', 'model_reasoning_effort="low"']],
    [
      'codex',
      { 'permission-mode': ['dontAsk'] },
      ['--ask-for-approval', 'never', '--sandbox', 'workspace-write'],
    ],
    ['gemini', { 'permission-mode': ['acceptEdits'] }, ['--approval-mode', 'auto_edit']],
    ['opencode', { model: ['fake/m'] }, ['--model', 'fake/m']],
    ['opencode', { 'permission-mode': ['plan'] }, ['--agent', 'plan']],
    ['claude', { agent: ['reviewer'] }, ['--agent', 'reviewer']],
  ])('%s says %j in its own words', (name, options, words) => {
    expect(wordsFor(agent(name), options)).toEqual({ words });
  });

  it.each<[string, LaunchOptions, string]>([
    ['opencode', { effort: ['high'] }, 'OpenCode has no equal for --effort high. Nothing was started.'],
    [
      'codex',
      { 'permission-mode': ['plan'] },
      'Codex has no equal for --permission-mode plan. Nothing was started.',
    ],
    ['codex', { agent: ['reviewer'] }, 'Codex has no equal for --agent reviewer. Nothing was started.'],
    [
      'gemini',
      { 'strict-mcp-config': [''] },
      'Gemini CLI has no equal for --strict-mcp-config. Nothing was started.',
    ],
  ])('%s says plainly that it cannot do %j', (name, options, problem) => {
    expect(wordsFor(agent(name), options)).toEqual({ problem });
  });
});

describe('the person’s own settings for Claude Code', () => {
  it('are kept, with their hooks before ours', () => {
    const own = {
      model: 'opus',
      hooks: { Stop: [{ hooks: [{ type: 'command', command: 'mine' }] }], Other: [1] },
    };
    const spec = { id: '00000000', name: 'n', flags: [], sessionId: 'u' } as never;
    const launch = agent('claude').launch({
      ...{ spec, directory: '/job', hook: '/hook', hasPrompt: false, resume: false, settings: own },
    });
    const written = JSON.parse(launch.files['settings.json'] ?? '');
    expect(written).toMatchObject({ model: 'opus', hooks: { Other: [1] } });
    expect(written.hooks.Stop).toHaveLength(2);
    expect(written.hooks.Stop[0].hooks[0].command).toBe('mine');
  });
});

it.each(agents.map(one => [one.name, one]))('every choice that %s offers has words', (_name, one) => {
  for (const [name, values] of Object.entries(one.choices ?? {}))
    for (const value of values)
      expect(wordsFor(one, { [name]: [value] })).toMatchObject({ words: expect.any(Array) });
});
