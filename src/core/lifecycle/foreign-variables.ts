/**
 * Variables by which git tells its own children which repository, index and commit they work on (`git rev-parse
 * --local-env-vars`, and what hooks get besides: https://git-scm.com/docs/githooks), and what its own options set, such as
 * `git --literal-pathspecs`. In another directory they are wrong. GIT_EXEC_PATH belongs to the git that ran the hook.
 * Editor, ssh command and how git asks for a password are the person's own.
 */
const gitOwn =
  /^(?:GITHEAD_[0-9a-f]{40,64}|GIT_(?:ALTERNATE_OBJECT_DIRECTORIES|ATTR_SOURCE|AUTHOR_DATE|CHERRY_PICK_HELP|CLONE_PROTECTION_ACTIVE|COMMITTER_DATE|COMMON_DIR|CONFIG|CONFIG_COUNT|CONFIG_(?:KEY|VALUE)_\d+|CONFIG_PARAMETERS|DIFFTOOL_\w+|DIFF_PATH_(?:COUNTER|TOTAL)|DIR|EXEC_PATH|GRAFT_FILE|(?:GLOB|ICASE|LITERAL|NOGLOB)_PATHSPECS|IMPLICIT_WORK_TREE|INDEX_(?:FILE|VERSION)|INTERNAL_\w+|NAMESPACE|NO_REPLACE_OBJECTS|OBJECT_DIRECTORY|PAGER_IN_USE|PREFIX|PUSH_(?:CERT|OPTION)\w*|QUARANTINE_PATH|REFLOG_ACTION|REPLACE_REF_BASE|SHALLOW_FILE|TRACE2_PARENT_\w+|WORK_TREE))$/;

/**
 * Those by which an agent marks what it starts, as they stood in the shells of Claude Code 2.1.328, Codex 0.169, Gemini
 * CLI 0.61 and OpenCode 1.18; and those of others by which Claude Code knows them. An agent that finds them takes itself
 * for a part of that one. What a person configures (CLAUDE_CONFIG_DIR, CODEX_HOME, …) is none of them.
 */
const userState: readonly RegExp[] = [
  /^(?:CLAUDECODE|CLAUDE_CODE|AI_AGENT|CLAUDE_(?:AGENT|EFFORT|ENV_FILE|JOB_DIR|PID|PLUGIN_DATA|PLUGIN_ROOT|PROJECT_DIR)|CLAUDE_(?:BG|BRIDGE)_\w+)$/,
  /^CLAUDE_CODE_(?:AGENT_(?:COLOR|ID|NAME)|BRIDGE_\w+|CHILD_\w+|ENTRYPOINT|EXECPATH|HOST_(?:SESSION_ID|WORKTREE\w*)|LAUNCHED_BY_SESSION_IDS|MESSAGING_\w+|PARENT_SESSION_ID|PROJECTS_SESSION|RESUME_FROM_SESSION|SESSION_\w+|SSE_PORT|TEAM_NAME)$/,
  /^CODEX_(?:APPLY_PATCH_\w+|CI|INTERNAL_\w+|MANAGED_\w+|SANDBOX|SANDBOX_NETWORK_DISABLED|SESSION_ID|THREAD_ID|TOOL_CALL_ID|VERSION)$/,
  /^GEMINI_(?:CLI|CLI_IDE_\w+|CLI_NO_RELAUNCH|CWD|PROJECT_DIR|SESSION_ID)$/,
  /^OPENCODE(?:_PID|_CALLER|_PROCESS_ROLE|_RUN_ID)?$/,
  /^(?:COPILOT_CLI|CURSOR_AGENT|JUNIE_DATA|JUNIE_SHIM_PATH|QWEN_CODE)$/,
];

/** One of these has every child of git. */
const gitChild = /^GIT_(?:EXEC_PATH|INDEX_FILE|DIR|PREFIX)$/;

/** What else an agent, or git for its hooks, sets for its children; only with this value, and beside its mark. */
const settings: readonly (readonly [mark: RegExp, values: Readonly<Record<string, string>>])[] = [
  [
    gitChild,
    {
      ...{ GIT_EDITOR: ':', GIT_SEQUENCE_EDITOR: ':', GIT_PAGER: 'cat', GIT_OPTIONAL_LOCKS: '0' },
      ...{ GIT_NO_LAZY_FETCH: '1', GIT_ADVICE: '0', GIT_PROTOCOL_FROM_USER: '0' },
      ...{ GIT_EXTERNAL_DIFF: 'git-difftool--helper' },
    },
  ],
  [/^CLAUDECODE$/, { GIT_EDITOR: 'true', COREPACK_ENABLE_AUTO_PIN: '0' }],
  [
    /^CODEX_(?:CI|THREAD_ID)$/,
    {
      ...{ NO_COLOR: '1', PAGER: 'cat', GIT_PAGER: 'cat', GH_PAGER: 'cat' },
      ...{ LC_ALL: 'C.UTF-8', LC_CTYPE: 'C.UTF-8' },
    },
  ],
  [
    /^GEMINI_CLI$/,
    {
      ...{ PAGER: 'cat', GIT_PAGER: 'cat', GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS: '' },
      ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      ...{ DISPLAY: '', DBUS_SESSION_BUS_ADDRESS: '', GH_PROMPT_DISABLED: '1', GCM_INTERACTIVE: 'never' },
    },
  ],
  [/^OPENCODE$/, { AGENT: '1' }],
];

type Environment = Readonly<Record<string, string | undefined>>;

/** Names in an environment that git or an agent set for its own children, and that would mislead any other program. */
export function foreignVariables(env: Environment): readonly string[] {
  const names = Object.keys(env).filter(name => env[name] !== undefined);
  const beside = settings
    .filter(([mark]) => names.some(name => mark.test(name)))
    .flatMap(([, values]) => Object.keys(values).filter(name => env[name] === values[name]));
  const own = names.filter(name => gitOwn.test(name) || userState.some(mark => mark.test(name)));
  return [...new Set([...own, ...beside, ...identityOfCommit(env, names)])];
}

/**
 * Whom the commit names that runs the hook, perhaps someone else (`git commit --author`). git always sets all three of an
 * author's variables; name and address that are the person's own as the committer's stay.
 */
function identityOfCommit(env: Environment, names: readonly string[]): readonly string[] {
  if (!names.some(name => gitChild.test(name))) return [];
  const isWhole = (who: string) =>
    ['NAME', 'EMAIL', 'DATE'].every(what => env[`GIT_${who}_${what}`] !== undefined);
  const of = (who: string) => [`GIT_${who}_NAME`, `GIT_${who}_EMAIL`];
  // `git filter-branch` sets those of both.
  if (isWhole('COMMITTER')) return [...of('AUTHOR'), ...of('COMMITTER')].filter(name => names.includes(name));
  if (!isWhole('AUTHOR')) return [];
  return of('AUTHOR').filter(name => env[name] !== env[name.replace('AUTHOR', 'COMMITTER')]);
}

/** The same as a change of that environment: undefined takes a variable out. */
export function withoutForeign(env: Environment): Readonly<Record<string, undefined>> {
  return Object.fromEntries(foreignVariables(env).map(name => [name, undefined]));
}

/** The environment of the one who asks, as a new session gets it. */
export function sessionEnvironment(env: Environment): Record<string, string | undefined> {
  const kept = { ...env };
  for (const name of foreignVariables(env)) delete kept[name];
  // git puts its own programs in front for its children.
  const before = `${env['GIT_EXEC_PATH']}:`;
  if (kept['PATH']?.startsWith(before)) kept['PATH'] = kept['PATH'].slice(before.length);
  return kept;
}

/** Fixed names of this kind: a tmux server that was started by a hook or an agent gives them to every session. */
export const foreignNames: readonly string[] = [
  ...[
    'DIR',
    'WORK_TREE',
    'INDEX_FILE',
    'PREFIX',
    'COMMON_DIR',
    'OBJECT_DIRECTORY',
    'NAMESPACE',
    'EXEC_PATH',
  ].map(name => `GIT_${name}`),
  ...['GIT_ALTERNATE_OBJECT_DIRECTORIES', 'GIT_CONFIG_PARAMETERS', 'GIT_CONFIG_COUNT', 'GIT_QUARANTINE_PATH'],
  ...[
    'GIT_AUTHOR_DATE',
    'GIT_COMMITTER_DATE',
    'GIT_REFLOG_ACTION',
    'GIT_LITERAL_PATHSPECS',
    'GIT_GLOB_PATHSPECS',
  ],
  ...['GIT_NOGLOB_PATHSPECS', 'GIT_ICASE_PATHSPECS', 'GIT_CHERRY_PICK_HELP', 'GIT_PUSH_OPTION_COUNT'],
  ...['CLAUDECODE', 'AI_AGENT', 'CLAUDE_PID', 'CLAUDE_EFFORT', 'CLAUDE_PROJECT_DIR'],
  ...[
    'CHILD_SESSION',
    'ENTRYPOINT',
    'EXECPATH',
    'MESSAGING_SOCKET',
    'MESSAGING_TOKEN',
    'SESSION_ID',
    'SSE_PORT',
  ].map(name => `CLAUDE_CODE_${name}`),
  ...['CODEX_CI', 'CODEX_SANDBOX', 'CODEX_SANDBOX_NETWORK_DISABLED', 'CODEX_SESSION_ID', 'CODEX_THREAD_ID'],
  ...['GEMINI_CLI', 'GEMINI_CLI_NO_RELAUNCH', 'OPENCODE', 'OPENCODE_PID', 'QWEN_CODE', 'COPILOT_CLI'],
  'CURSOR_AGENT',
];

/** Stands in the environment of all that a view has started, by which it is found when it has left its terminal. */
export const ownerVariable = 'AGENTS_OWNER';

/** Names that describe the terminal or the tmux of the one who calls, and would be wrong in a new terminal. */
export const terminalNames: readonly string[] = [
  ...['TMUX', 'TMUX_PANE', 'TERMCAP', 'LINES', 'COLUMNS'],
  ownerVariable,
];
