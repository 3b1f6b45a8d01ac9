import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import {
  foreignNames,
  foreignVariables,
  sessionEnvironment,
} from '../../../src/core/sessions/foreign-variables.ts';

const person = {
  ...{ PATH: '/bin', HOME: '/home/me', EDITOR: 'vi', PAGER: 'less', NO_COLOR: '1', LC_ALL: 'de_DE.UTF-8' },
  ...{ GIT_AUTHOR_NAME: 'Me', GIT_COMMITTER_EMAIL: 'me@example.com', GIT_SSH_COMMAND: 'ssh -i key' },
  ...{ GIT_ASKPASS: '/usr/bin/askpass', GIT_CONFIG_GLOBAL: '/home/me/.gitconfig', GIT_EDITOR: 'vi' },
  ...{ CLAUDE_CONFIG_DIR: '/c', CLAUDE_CODE_USE_BEDROCK: '1', CLAUDE_CODE_EXPERIMENTAL_AGENT_TEAMS: '1' },
  ...{ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: 'https://x', CLAUDE_CODE_EFFORT_LEVEL: 'high' },
  ...{ CODEX_HOME: '/x', CODEX_API_KEY: 'k', GEMINI_API_KEY: 'k', GEMINI_CLI_HOME: '/g', GEMINI_MODEL: 'm' },
  ...{ OPENCODE_CONFIG: '/o', OPENCODE_CONFIG_CONTENT: '{}', AGENT: 'mine', DISPLAY: ':0' },
};

it('keeps what a person configures', () => {
  expect(sessionEnvironment(person)).toEqual(person);
});

it('takes out every local variable of git that the installed git knows, and those of hooks', () => {
  const local = execFileSync('git', ['rev-parse', '--local-env-vars'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  const names = [...local, 'GIT_PREFIX', 'GIT_EXEC_PATH', 'GIT_CONFIG_KEY_0', 'GIT_CONFIG_VALUE_12'];
  const hook = Object.fromEntries([...names, 'GIT_AUTHOR_DATE', 'GIT_PUSH_OPTION_COUNT'].map(n => [n, 'x']));
  expect(sessionEnvironment({ ...person, ...hook })).toEqual(person);
});

/** As they stood in the shell of each agent. */
const shells: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  claude: {
    ...{ CLAUDECODE: '1', CLAUDE_CODE_ENTRYPOINT: 'cli', CLAUDE_CODE_SSE_PORT: '1', CLAUDE_PID: '1' },
    ...{ CLAUDE_CODE_CHILD_SESSION: '1', CLAUDE_CODE_SESSION_ID: 'x', CLAUDE_CODE_EXECPATH: '/c' },
    ...{ CLAUDE_CODE_MESSAGING_SOCKET: '/s', CLAUDE_CODE_MESSAGING_TOKEN: 't', CLAUDE_EFFORT: 'medium' },
    ...{ CLAUDE_CODE_CHILD_NOTES_DIR: '/n', CLAUDE_CODE_SESSION_ATTENDED: '0', AI_AGENT: 'claude-code' },
    ...{ GIT_EDITOR: 'true', COREPACK_ENABLE_AUTO_PIN: '0' },
  },
  codex: {
    ...{ CODEX_CI: '1', CODEX_THREAD_ID: 'x', CODEX_SESSION_ID: 'x', CODEX_TOOL_CALL_ID: 'x' },
    ...{ CODEX_VERSION: '0.169.0', CODEX_MANAGED_BY_NPM: '1', CODEX_MANAGED_PACKAGE_ROOT: '/p' },
    ...{ CODEX_SANDBOX: 'seatbelt', CODEX_SANDBOX_NETWORK_DISABLED: '1', NO_COLOR: '1' },
    ...{ PAGER: 'cat', GIT_PAGER: 'cat', GH_PAGER: 'cat', LC_ALL: 'C.UTF-8', LC_CTYPE: 'C.UTF-8' },
  },
  gemini: {
    ...{ GEMINI_CLI: '1', GEMINI_CLI_NO_RELAUNCH: 'true', GIT_CONFIG_GLOBAL: '/dev/null' },
    ...{ GIT_CONFIG_SYSTEM: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_COUNT: '1' },
    ...{ GIT_CONFIG_KEY_0: 'core.hooksPath', GIT_CONFIG_VALUE_0: '', GIT_ASKPASS: '', SSH_ASKPASS: '' },
    ...{
      DISPLAY: '',
      DBUS_SESSION_BUS_ADDRESS: '',
      PAGER: 'cat',
      GIT_PAGER: 'cat',
      GIT_TERMINAL_PROMPT: '0',
    },
    ...{ GH_PROMPT_DISABLED: '1', GCM_INTERACTIVE: 'never' },
  },
  opencode: { OPENCODE: '1', OPENCODE_PID: '1', AGENT: '1' },
  git: { GIT_INDEX_FILE: '/i', GIT_EXEC_PATH: '/x', GIT_EDITOR: ':' },
};

it.each(Object.entries(shells))('takes out all that %s sets for its children', (_, shell) => {
  const home = { HOME: '/home/me', ANTHROPIC_API_KEY: 'k' };
  expect(sessionEnvironment({ ...home, ...shell })).toEqual(home);
});

it('names no variable of a person among those that no session gets', () => {
  const all = Object.fromEntries(foreignNames.map(name => [name, 'x']));
  expect(foreignVariables(all)).toEqual(foreignNames);
});
