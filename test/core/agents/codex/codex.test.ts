import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { codex } from '../../../../src/core/agents/codex/codex.ts';
import { recognizeAgent } from '../../../../src/core/agents/recognize.ts';
import type { LaunchRequest } from '../../../../src/core/agents/shared/agent.ts';
import type { Spec } from '../../../../src/core/session/session.ts';

const spec: Spec = {
  version: 1,
  id: 'a1b2c3d4',
  kind: 'background',
  agent: 'codex',
  name: 'fix the parser',
  slug: 'fix-the-parser',
  cwd: '/work',
  flags: ['--model', 'gpt-5.5'],
  sessionId: '01a1f8b2-033b-7042-ae0c-094dcda665c5',
  createdAt: 1,
  firstLine: 'fix the parser',
};

function argv(changes: Partial<LaunchRequest> = {}, hook = '/x/hook'): readonly string[] {
  const request = { spec, directory: '/jobs/a', hook, hasPrompt: true, resume: false };
  return codex.launch({ ...request, ...changes }).argv;
}

function hooksOf(words: readonly string[]): string {
  return words.find(word => word.startsWith('hooks=')) ?? '';
}

describe('starting Codex', () => {
  it('runs on its own, with our hooks and title, then the flags; the prompt follows `--`', () => {
    const words = argv();
    expect([words[0], words[1], words[2], words[4]]).toEqual(['codex', '--no-daemon', '-c', '-c']);
    expect(words.slice(5)).toEqual([
      'tui.terminal_title=["activity","run-state","project-name"]',
      ...['--model', 'gpt-5.5'],
      '--',
    ]);
  });

  it('has nothing after the flags without a prompt: the conversation gets its name from Codex', () => {
    expect(argv({ hasPrompt: false }).at(-1)).toBe('gpt-5.5');
  });

  it('resumes a conversation, with and without a further prompt', () => {
    for (const hasPrompt of [true, false]) {
      const words = argv({ resume: true, hasPrompt });
      expect(words.slice(0, 3)).toEqual(['codex', 'resume', '--no-daemon']);
      expect(words.slice(-2)).toEqual(['--', spec.sessionId]);
    }
  });

  it.each([[['-c', 'hooks={}']], [['-chooks={}']], [['--config=hooks.Stop=[]']]])(
    'leaves hooks that the person gives alone: %j',
    flags => {
      const words = argv({ spec: { ...spec, flags } });
      expect(words.slice(0, 4)).toEqual(['codex', '--no-daemon', '-c', expect.stringMatching(/^tui\./)]);
    },
  );

  it('has a hook for each event it reads, whose command a shell reads as the script and the event', () => {
    const hook = '/tmp/it\'s "my" $HOME/hook';
    const commands = [...hooksOf(argv({}, hook)).matchAll(/command=("(?:[^"\\]|\\.)*")/g)];
    expect(commands).toHaveLength(10);
    const command = JSON.parse(commands[3]?.[1] ?? '""');
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' });
    expect(words).toBe(`/bin/sh\n${hook}\nPermissionRequest\n`);
  });

  it('tells with each hook the hash by which Codex trusts it', () => {
    const command = "/bin/sh '/x/hook' PermissionRequest";
    const identity = `{"event_name":"permission_request","hooks":[{"async":false,"command":"${command}","timeout":3,"type":"command"}]}`;
    const hash = createHash('sha256').update(identity).digest('hex');
    const state = `"/<session-flags>/config.toml:permission_request:0:0"={trusted_hash="sha256:${hash}"}`;
    expect(hooksOf(argv())).toContain(state);
  });
});

describe('a process of Codex', () => {
  it.each([
    ['codex', true],
    ['codex --no-daemon -c a=b -- exec', true],
    ['codex resume 01a1', true],
    ['node /usr/bin/codex -m gpt-5.5', true],
    ['codex exec tests', false],
    ['codex -m gpt-5.5 app-server', false],
    ['codex mcp list', false],
  ])('%s holds a conversation: %s', (line, holds) => {
    expect(recognizeAgent(line.split(' '))?.name).toBe(holds ? 'codex' : undefined);
  });
});
