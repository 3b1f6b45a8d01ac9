import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { claude } from '../../../../src/core/agents/claude/claude.ts';
import { agents, findAgent } from '../../../../src/core/agents/index.ts';
import type { LaunchRequest } from '../../../../src/core/agents/shared/agent.ts';
import type { Spec } from '../../../../src/core/session/session.ts';

const spec: Spec = {
  version: 1,
  id: 'a1b2c3d4',
  kind: 'background',
  agent: 'claude',
  name: 'fix the parser',
  slug: 'fix-the-parser',
  cwd: '/work',
  flags: ['--model', 'opus'],
  sessionId: '11111111-1111-4111-8111-111111111111',
  createdAt: 1,
  firstLine: 'fix the parser',
};

function launch(changes: Partial<LaunchRequest> = {}) {
  return claude.launch({
    spec,
    directory: '/jobs/a',
    hook: '/x/hook',
    hasPrompt: true,
    resume: false,
    ...changes,
  });
}

describe('starting Claude Code', () => {
  it('gives it our conversation id, its name, our hooks, then the flags; the prompt follows `--`', () => {
    expect(launch().argv).toEqual([
      'claude',
      ...['--session-id', '11111111-1111-4111-8111-111111111111'],
      '--name=fix the parser a1b2',
      ...['--settings', '/jobs/a/settings.json'],
      ...['--model', 'opus'],
      '--',
    ]);
  });

  it('gives two sessions of one name different ones, and each its own again when it resumes', () => {
    const nameOf = (id: string, resume: boolean) =>
      launch({ spec: { ...spec, id }, resume }).argv.find(word => word.startsWith('--name='));
    expect(nameOf('a1b2c3d4', false)).not.toBe(nameOf('9f8e7d6c', false));
    expect(nameOf('9f8e7d6c', true)).toBe(nameOf('9f8e7d6c', false));
  });

  it('resumes the conversation, and ends without `--` when there is no prompt', () => {
    const { argv } = launch({ resume: true, hasPrompt: false });
    expect(argv.slice(1, 3)).toEqual(['--resume', spec.sessionId]);
    expect(argv.at(-1)).toBe('opus');
  });

  it.each([[['--settings', 'mine.json']], [['--settings=mine.json']]])(
    'leaves settings of the user alone: %j',
    flags => {
      expect(launch({ spec: { ...spec, flags } }).argv).not.toContain('/jobs/a/settings.json');
    },
  );

  it('has a hook for each event it reads, whose command a shell reads as script, event and job directory', () => {
    const hook = "/tmp/it's $HOME/hook";
    const { hooks } = JSON.parse(launch({ hook, directory: "/tmp/it's a job" }).files['settings.json'] ?? '');
    expect(Object.keys(hooks)).toHaveLength(11);
    const { command } = hooks.PermissionRequest[0].hooks[0];
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' });
    expect(words).toBe(`/bin/sh\n${hook}\nPermissionRequest\n/tmp/it's a job\n`);
  });
});

describe('the table of agents', () => {
  it('finds an agent by its name, and only by that', () => {
    expect(findAgent('claude')?.launch).toBe(claude.launch);
    expect(findAgent('Claude')).toBeUndefined();
    expect(new Set(agents.map(agent => agent.name)).size).toBe(agents.length);
  });

  it('runs a shell job as one command of sh', () => {
    const shell = findAgent('shell');
    const job: Spec = { ...spec, kind: 'exec', agent: 'shell', command: 'npm test; echo "$?"' };
    const launched = shell?.launch({
      spec: job,
      directory: '/j',
      hook: '/h',
      hasPrompt: false,
      resume: false,
    });
    expect(launched?.argv).toEqual(['/bin/sh', '-c', 'npm test; echo "$?"']);
  });
});
