import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import {
  foreignNames,
  foreignVariables,
  sessionEnvironment,
} from '../../../src/core/lifecycle/foreign-variables.ts';

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
  'git commit': {
    ...{ GIT_INDEX_FILE: '/i', GIT_EXEC_PATH: '/x', GIT_EDITOR: ':', GIT_PREFIX: '' },
    ...{ GIT_AUTHOR_NAME: 'Other', GIT_AUTHOR_EMAIL: 'o@o', GIT_AUTHOR_DATE: '@1 +0000' },
  },
  'git merge': {
    ...{ GIT_EXEC_PATH: '/x', GIT_PREFIX: '', GIT_REFLOG_ACTION: 'merge f' },
    GITHEAD_cc546b60f1ad4fb3f3fd267c1e42a93747ab9732: 'f',
  },
  'git rebase -x': {
    ...{ GIT_EXEC_PATH: '/x', GIT_PREFIX: '', GIT_CHERRY_PICK_HELP: 'Resolve', GIT_SEQUENCE_EDITOR: ':' },
  },
  'git push': {
    ...{ GIT_DIR: '.', GIT_EXEC_PATH: '/x', GIT_QUARANTINE_PATH: '/q', GIT_OBJECT_DIRECTORY: '/q' },
    ...{ GIT_ALTERNATE_OBJECT_DIRECTORIES: '/o', GIT_PUSH_OPTION_COUNT: '1', GIT_PUSH_OPTION_0: 'one' },
    ...{ GIT_PUSH_CERT: 'x', GIT_PUSH_CERT_STATUS: 'G' },
  },
  'git filter-branch': {
    ...{ GIT_DIR: '/r', GIT_WORK_TREE: '.', GIT_INDEX_FILE: '/i', GIT_INTERNAL_GETTEXT_SH_SCHEME: 'gnu' },
    ...{ GIT_AUTHOR_NAME: 'P', GIT_AUTHOR_EMAIL: 'p@x', GIT_AUTHOR_DATE: '@1 +0000' },
    ...{ GIT_COMMITTER_NAME: 'P', GIT_COMMITTER_EMAIL: 'p@x', GIT_COMMITTER_DATE: '@1 +0000' },
  },
  'git difftool': {
    ...{
      GIT_DIFFTOOL_NO_PROMPT: 'true',
      GIT_DIFFTOOL_EXTCMD: 'x',
      GIT_EXTERNAL_DIFF: 'git-difftool--helper',
    },
    ...{ GIT_DIFF_PATH_COUNTER: '1', GIT_DIFF_PATH_TOTAL: '1', GIT_DIR: '/r', GIT_WORK_TREE: '.' },
  },
  'git with options': {
    ...{
      GIT_EXEC_PATH: '/x',
      GIT_LITERAL_PATHSPECS: '1',
      GIT_GLOB_PATHSPECS: '1',
      GIT_NOGLOB_PATHSPECS: '1',
    },
    ...{ GIT_ICASE_PATHSPECS: '1', GIT_OPTIONAL_LOCKS: '0', GIT_PAGER: 'cat', GIT_ATTR_SOURCE: 'HEAD' },
  },
};

it.each(Object.entries(shells))('takes out all that %s sets for its children', (_, shell) => {
  const home = { HOME: '/home/me', ANTHROPIC_API_KEY: 'k' };
  expect(sessionEnvironment({ ...home, ...shell })).toEqual(home);
});

it('keeps what a person configures also in a hook, but for the programs that git puts in front', () => {
  const both = {
    GIT_AUTHOR_NAME: 'Me',
    GIT_AUTHOR_EMAIL: 'm@e',
    GIT_COMMITTER_NAME: 'Me',
    GIT_COMMITTER_EMAIL: 'm@e',
  };
  const own = { GIT_EXTERNAL_DIFF: 'difft', GIT_PAGER: 'less', GIT_SEQUENCE_EDITOR: 'vi' };
  const hook = { GIT_EXEC_PATH: '/lib/git', GIT_INDEX_FILE: '/i', GIT_AUTHOR_DATE: '@1 +0000' };
  const env = { ...person, ...both, ...own };
  expect(sessionEnvironment({ ...env, ...hook, PATH: '/lib/git:/bin' })).toEqual(env);
});

it('names no variable of a person among those that no session gets', () => {
  const all = Object.fromEntries(foreignNames.map(name => [name, 'x']));
  expect(foreignVariables(all)).toEqual(foreignNames);
});
