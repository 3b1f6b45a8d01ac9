import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { pastConversation } from '../../../src/system/conversations/past-conversation.ts';
import { scratchDirectory } from '../scratch.ts';

const id = '01a21ebc-3f97-7100-8e39-6c8db33f94fc';

/** A home with one file, of lines that are JSON. */
function homeWith(path: string, ...lines: readonly object[]) {
  const home = scratchDirectory();
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${lines.map(line => JSON.stringify(line)).join('\n')}\n`);
  return { HOME: home };
}

test('Claude Code: name, directory, and what it ran with last', () => {
  const env = homeWith(
    `.claude/projects/-home-me-proj/${id}.jsonl`,
    { type: 'permission-mode', permissionMode: 'default', sessionId: id },
    {
      type: 'user',
      cwd: '/home/me/proj',
      message: { content: 'a "quoted" word' },
      permissionMode: 'default',
    },
    { type: 'attachment', attachment: { snapshot: { additionalWorkingDirectories: ['/home/me/lib'] } } },
    { type: 'assistant', message: { model: 'claude-opus-5-5' } },
    { type: 'permission-mode', permissionMode: 'plan', sessionId: id },
    { type: 'assistant', message: { model: 'claude-haiku-5' } },
    { type: 'assistant', message: { model: '<synthetic>' } },
    { type: 'custom-title', customTitle: 'my task' },
  );
  expect(pastConversation('claude', env, id)).toEqual({
    name: 'my task',
    cwd: '/home/me/proj',
    model: 'claude-haiku-5',
    mode: 'plan',
    directories: ['/home/me/lib'],
  });
});

test.each([
  ['on-request', 'read-only', 'manual'],
  ['on-request', 'workspace-write', 'default'],
  ['never', 'workspace-write', 'dontAsk'],
  ['never', 'danger-full-access', 'bypassPermissions'],
  ['untrusted', 'read-only', undefined],
])('Codex: %s in %s is the mode %s', (approval_policy, type, mode) => {
  const roots = ['/home/me/proj', '/home/me/lib'];
  const env = homeWith(
    `.codex/sessions/2026/11/27/rollout-2026-11-27T20-39-43-${id}.jsonl`,
    { type: 'session_meta', payload: { id, cwd: '/home/me/proj', runtime_workspace_roots: roots } },
    { type: 'turn_context', payload: { cwd: '/home/me/proj', model: 'old', sandbox_policy: {} } },
    {
      type: 'turn_context',
      payload: {
        cwd: '/home/me/proj',
        model: 'gpt-5.5',
        effort: 'high',
        approval_policy,
        sandbox_policy: { type },
      },
    },
  );
  expect(pastConversation('codex', env, id)).toEqual({
    cwd: '/home/me/proj',
    model: 'gpt-5.5',
    effort: 'high',
    ...(mode && { mode }),
    directories: ['/home/me/lib'],
  });
});

test('Gemini CLI: model and directories, by the whole id', () => {
  const words =
    '- **Workspace Directories:**\n  - /home/me/proj\n  - /home/me/lib\n- **Directory Structure:**';
  const env = homeWith(
    '.gemini/tmp/proj/chats/session-2026-11-27T20-39-01a21ebc.jsonl',
    { sessionId: id, kind: 'main' },
    { $set: { messages: [{ type: 'user', content: [{ text: words }] }] } },
    { type: 'gemini', content: 'Hello', model: 'gemini-3.8-flash' },
  );
  writeFileSync(join(env.HOME, '.gemini/tmp/proj/.project_root'), '/home/me/proj');
  expect(pastConversation('gemini', env, id)).toEqual({
    cwd: '/home/me/proj',
    model: 'gemini-3.8-flash',
    directories: ['/home/me/lib'],
  });
  expect(pastConversation('gemini', env, `${id.slice(0, -1)}0`)).toBeUndefined();
});

test('OpenCode: that there is such a conversation', () => {
  const env = homeWith('.local/share/opencode/opencode.db-wal', {
    x: 'y'.repeat(5_000_000),
    id: 'ses_de14340a9ffe',
  });
  expect(pastConversation('opencode', env, 'ses_de14340a9ffe')).toEqual({ directories: [] });
  expect(pastConversation('opencode', env, 'ses_de14340a9fff')).toBeUndefined();
});

test('Qwen Code: directory and model', () => {
  const line = { sessionId: id, type: 'assistant', cwd: '/home/me/proj', model: 'qwen3-coder' };
  const env = homeWith(`.qwen/projects/-home-me-proj/chats/${id}.jsonl`, line);
  expect(pastConversation('qwen', env, id)).toEqual({
    cwd: '/home/me/proj',
    model: 'qwen3-coder',
    directories: [],
  });
});

test('Copilot CLI: directory, model, and the name that a person gave', () => {
  const env = homeWith(`.copilot/session-state/${id}/events.jsonl`, {
    type: 'session.start',
    data: { sessionId: id, selectedModel: 'gpt-5' },
  });
  const workspace = join(env.HOME, `.copilot/session-state/${id}/workspace.yaml`);
  writeFileSync(workspace, 'cwd: /home/me/proj\nname: jump\nuser_named: true\n');
  expect(pastConversation('copilot', env, id)).toEqual({
    name: 'jump',
    cwd: '/home/me/proj',
    model: 'gpt-5',
    directories: [],
  });
});

test('an id that is nowhere is no conversation of any of them; of others nothing is known', () => {
  const env = { HOME: scratchDirectory() };
  for (const agent of ['claude', 'codex', 'gemini', 'opencode', 'copilot', 'qwen'])
    expect(pastConversation(agent, env, id)).toBeUndefined();
  expect(pastConversation('aider', env, id)).toEqual({ directories: [] });
});
