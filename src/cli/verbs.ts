import { respawnBackendOption } from './arguments/backend-word.ts';
import { runOptions } from './arguments/run-options.ts';
import type { VerbEntry, VerbOption } from './verb.ts';

const under = {
  type: 'string',
  value: 'PATH',
  doc: 'Only sessions started at or under PATH',
  offers: 'directory',
} as const satisfies VerbOption;
const json = { type: 'boolean', doc: 'Print JSON' } as const satisfies VerbOption;

/** Every verb of the shell, in the order of the help. The files that do it are named in `parts/`. */
export const verbTable = {
  run: {
    usage: 'agents run "<task>" [options] [-- agent flags]',
    doc: 'Start a session in the background (also: agents --bg)',
    example: 'agents run "fix the flaky login test" --name login --cwd ~/shop',
    options: { ...runOptions, json },
  },
  list: {
    usage: 'agents list [--json] [--live] [--tree] [--cwd PATH]',
    doc: 'List every session; agents --json only those whose process lives',
    example: 'agents list --json',
    options: {
      json,
      live: { type: 'boolean', doc: 'Only those whose process lives' },
      tree: { type: 'boolean', doc: 'Each session under the one that started it' },
      cwd: under,
    },
  },
  watch: {
    usage: 'agents watch [--cwd PATH]',
    doc: 'Print every session as a line of JSON, then a line for each change',
    example: 'agents watch | jq -r "select(.state == \\"needs-input\\").name"',
    options: { json: { type: 'boolean', doc: 'The only form there is' }, cwd: under },
  },
  attach: {
    usage: 'agents attach <id|name>',
    doc: 'Open a session in this terminal; Ctrl+Z comes back',
    example: 'agents attach login',
    takes: 'session',
    options: {},
  },
  send: {
    usage: 'agents send <id|name> "text" | --choose N[,N] ["text"]',
    doc: 'Send a message ("-": standard input), or choose an option of what it asks, with words where it takes them',
    example: 'agents send login "also run the linter"',
    takes: 'session',
    options: {
      choose: { type: 'string', value: 'N[,N]', doc: 'Choose these options of what it asks' },
      json: { type: 'boolean', doc: 'Print what became of it as JSON (before the text)' },
    },
  },
  logs: {
    usage: 'agents logs <id|name> [-n LINES] [-f] [--json]',
    doc: 'Print the latest output of a session, and with -f what follows until it ends',
    example: 'agents logs login -n 50',
    takes: 'session',
    options: {
      lines: { type: 'string', short: 'n', default: '100', value: 'LINES', doc: 'How many lines' },
      follow: { type: 'boolean', short: 'f', doc: 'Go on printing what is added' },
      json: { type: 'boolean', doc: 'Print JSON; with -f a line of it for each line' },
    },
  },
  stop: {
    usage: 'agents stop <id|name>…',
    doc: 'End the process of a session; its row stays (also: agents kill)',
    example: 'agents stop login',
    takes: 'session',
    options: { json },
  },
  respawn: {
    usage: 'agents respawn <id|name>… | --all [--backend B]',
    doc: 'Start sessions again in their own conversations, with the same flags and directory',
    example: 'agents respawn --all',
    takes: 'session',
    options: {
      all: {
        type: 'boolean',
        doc: 'All that were interrupted or rest, one after the other; what works or asks is left alone',
      },
      backend: respawnBackendOption,
      json,
    },
  },
  rm: {
    usage: 'agents rm <id|name>…',
    doc: 'Stop a session and take its row away; a worktree with uncommitted changes stays, and its path is printed',
    example: 'agents rm login',
    takes: 'session',
    options: { json },
  },
  diff: {
    usage: 'agents diff <id|name> [--stat]',
    doc: 'Print what a session has changed since it began, uncommitted and untracked files included',
    example: 'agents diff login',
    takes: 'session',
    options: { stat: { type: 'boolean', doc: 'Only the files, with the number of lines' } },
  },
  restore: {
    usage: 'agents restore [<id|name>]',
    doc: 'Bring a deleted session and its worktree back, up to 14 days later; without a name, list what there is',
    example: 'agents restore login',
    options: { list: { type: 'boolean', doc: 'List what can be brought back' }, json },
  },
  rename: {
    usage: 'agents rename <id|name> <new name>',
    doc: 'Give a session another name',
    example: 'agents rename login "login rework"',
    takes: 'session',
    options: { json },
  },
  pin: {
    usage: 'agents pin <id|name>… [--off]',
    doc: 'Keep a session at the top, or let go of it',
    example: 'agents pin login',
    takes: 'session',
    options: { off: { type: 'boolean', doc: 'Let go of it' }, json },
  },
  path: {
    usage: 'agents path <id|name|project>',
    doc: 'Print the directory where a session or a project lives now, or where it has gone',
    example: 'cd "$(agents path login)"',
    takes: 'session',
    options: { json },
  },
  adopt: {
    usage: 'agents adopt <tmux target> [--json]',
    doc: 'Print the id of an agent that runs in a tmux pane and was not started here, or why it has none',
    example: 'agents adopt work:2.1',
    options: { json },
  },
  explain: {
    usage: 'agents explain <id|name> [--json] | --screen FILE [--agent NAME] [--title T] [--cursor X,Y]',
    doc: 'Say which evidence decided a state, or classify a saved screen',
    example: 'agents explain login',
    takes: 'session',
    options: {
      json,
      screen: {
        type: 'string',
        value: 'FILE',
        doc: 'A saved screen ("-": standard input)',
        offers: 'file',
      },
      agent: {
        type: 'string',
        value: 'NAME',
        doc: 'Whose screen it is; without it, general rules alone are used',
        offers: 'agent',
      },
      title: { type: 'string', value: 'T', doc: 'Title of its terminal' },
      cursor: { type: 'string', value: 'X,Y', doc: 'Cell of the cursor, from 0' },
    },
  },
  settings: {
    usage: 'agents settings [--json] | set KEY VALUE | unset KEY',
    doc: 'Print every setting and where it comes from, or change one in your own file',
    example: 'agents settings set agent codex',
    takes: ['set', 'unset'],
    options: { json },
  },
  accept: {
    usage: 'agents accept bypassPermissions|auto',
    doc: 'Accept, once and in a terminal, that sessions may run in a mode that does not ask',
    example: 'agents accept bypassPermissions',
    takes: ['bypassPermissions', 'auto'],
    options: {},
  },
  doctor: {
    usage: 'agents doctor [--fix [--yes]] [--notify] [--json]',
    doc: 'Examine tmux, agents, hooks, git, gh, terminal, memory and records, and say what to do',
    example: 'agents doctor',
    options: {
      fix: { type: 'boolean', doc: 'Name the sessions in tmux that no record knows, ask, and end them' },
      yes: { type: 'boolean', doc: 'With --fix: end them without asking' },
      notify: { type: 'boolean', doc: 'Send a notification, to see that it arrives' },
      json,
    },
  },
  daemon: {
    usage: 'agents daemon status|start|stop [--json]',
    doc: 'The supervisor: its version, uptime, cost, sessions and last errors',
    example: 'agents daemon status',
    takes: ['status', 'start', 'stop'],
    options: { json },
  },
  completion: {
    usage: 'agents completion bash|zsh|fish',
    doc: 'Print completions of verbs, options, ids and names for a shell',
    example: 'agents completion bash >> ~/.bash_completion',
    takes: ['bash', 'zsh', 'fish'],
    options: {},
  },
  demo: {
    usage: 'agents demo',
    doc: 'Open the view on a scratch fleet in every state; leaves nothing behind',
    example: 'agents demo',
    options: {},
  },
} as const satisfies Readonly<Record<string, VerbEntry>>;

export type VerbName = keyof typeof verbTable;

export interface Verb extends VerbEntry {
  readonly name: VerbName;
}

export const verbs: readonly Verb[] = Object.entries(verbTable).map(([name, entry]) => ({
  name: name as VerbName,
  ...entry,
}));
