import { expect, test } from 'vitest';
import { recognizeAgent } from '../../../src/core/agents/recognize.ts';

test.each([
  ['its program', ['claude']],
  ['its program with a path and words', ['/home/me/.local/bin/claude', '--resume', 'x']],
  ['a login shell way to start it', ['-claude']],
  ['a title that it gave itself', ['claude --resume x']],
  ['a script of Node', ['node', '/usr/local/bin/claude', 'fix it']],
  [
    'a script with an ending and options of Node',
    ['/usr/bin/node', '--max-old-space-size=1', '/opt/claude.mjs'],
  ],
  ['a file named by its version', ['/home/me/.local/share/claude/versions/2.1.328', '--resume', 'x']],
  ['a version before its release', ['/home/me/.local/share/claude/versions/2.1.329-beta.1']],
  ['the file of its package', ['/opt/node_modules/@anthropic-ai/claude-code/bin/claude.exe']],
  [
    'a script with a name of its own in its package',
    ['node', '/opt/node_modules/@anthropic-ai/claude-code/cli.js'],
  ],
  [
    'a script after what Node is to load first',
    ['node', '--import', 'tsx', '-r', './x.js', '/usr/bin/claude'],
  ],
  ['a script that bun runs', ['bun', 'run', '/home/me/.bun/bin/claude']],
])('an agent is recognized by %s', (_how, words) => {
  expect(recognizeAgent(words)?.name).toBe('claude');
});

test.each([
  ['codex', ['node', '/usr/lib/node_modules/@openai/codex/bin/codex.js', '--no-daemon']],
  ['codex', ['/usr/lib/node_modules/@openai/codex-linux-x64/vendor/x86_64-unknown-linux-musl/bin/codex']],
  ['codex', ['/home/me/bin/codex-x86_64-unknown-linux-musl']],
  ['gemini', ['node', '--max-old-space-size=8192', '/usr/bin/gemini']],
  ['gemini', ['/usr/bin/node', '/usr/lib/node_modules/@google/gemini-cli/dist/index.js']],
  ['opencode', ['/usr/lib/node_modules/opencode-ai/bin/opencode.exe']],
  ['opencode', ['/usr/lib/node_modules/opencode-linux-x64/bin/opencode']],
  ['opencode', ['./opencode-darwin-arm64', '-s', 'ses_1']],
])('%s is recognized as %j', (name, words) => {
  expect(recognizeAgent(words)?.name).toBe(name);
});

test.each([
  [['/home/me/.nvm/versions/node/v20.1.0/bin/node', '/srv/app.js']],
  [['/opt/other/versions/2.1.328']],
  [['codex-helper']],
  [['node', '--require', '/usr/bin/claude', '/srv/app.js']],
  [['npm', 'exec', '@anthropic-ai/claude-code']],
  [['bash', '-c', 'claude']],
  [['vim', 'claude']],
  [['node', '/srv/server.js', 'claude']],
  [['node', '-e', '1']],
  [['node']],
  [['claude-helper']],
  [['tail', '-f', '/tmp/claude']],
  [['sh']],
  [['']],
  [[]],
])('%j is no agent', words => {
  expect(recognizeAgent(words)).toBeUndefined();
});

test('a verb of the program and a printed answer are no conversation', () => {
  for (const words of [['agents'], ['mcp', 'serve'], ['-p', 'hi'], ['--model', 'x', '--print']]) {
    expect(recognizeAgent(['claude', ...words])).toBeUndefined();
    expect(recognizeAgent(['node', '/usr/bin/claude', ...words])).toBeUndefined();
  }
});
