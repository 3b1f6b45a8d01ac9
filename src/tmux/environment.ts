import { terminalNames } from '../core/lifecycle/foreign-variables.ts';

const serverNames = /^(?:PATH|HOME|TERM|LANG|LC_[A-Z]+|SHELL|USER|TMPDIR|TMUX_TMPDIR|AGENTS_HOME)$/;

/**
 * The small environment with which a server is started: a server keeps its own for ever and gives it to every session,
 * so no token may be in it. TMUX_TMPDIR stays because it decides where the socket is, AGENTS_HOME because the hooks of
 * our configuration tell the supervisor there that a program has ended.
 */
export function serverEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const small: NodeJS.ProcessEnv = {};
  for (const name of Object.keys(environment)) {
    if (serverNames.test(name)) small[name] = environment[name];
  }
  return small;
}

/** The environment without what would make tmux refuse to nest or a program measure the wrong terminal. */
export function withoutTmux(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = { ...environment };
  for (const name of terminalNames) delete kept[name];
  return kept;
}

/**
 * The value of `update-environment` that makes a new session take over this whole environment. Names only:
 * the values travel with the client, not in an argument. A pattern `*` copies just the first match in
 * tmux 3.3a. What the server has and this environment has not is named too, and so removed.
 */
export function environmentNames(environment: NodeJS.ProcessEnv): string {
  const names = new Set(['LANG', 'LC_ALL', 'LC_CTYPE', 'TMPDIR']);
  for (const name of Object.keys(environment)) {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !terminalNames.includes(name)) names.add(name);
  }
  return [...names].join(' ');
}
