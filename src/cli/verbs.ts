import { adopt } from './adopt.ts';
import { attach } from './attach.ts';
import { daemon } from './daemon.ts';
import { demo } from './demo.ts';
import { explain } from './explain.ts';
import { list } from './list.ts';
import { logs } from './logs.ts';
import { run } from './run.ts';
import { send } from './send.ts';
import { remove, stop } from './stop.ts';

/** A verb of the shell: its help, and what it does. Help screen and README table are made from this list. */
export interface Verb {
  readonly name: string;
  readonly usage: string;
  readonly doc: string;
  readonly example: string;
  /** Resolves to the exit code. */
  readonly run: (words: readonly string[]) => Promise<number>;
}

export const verbs: readonly Verb[] = [
  {
    name: 'run',
    usage:
      'agents run "<task>" [--name N] [--cwd D] [--agent A] [--role R] [--resume CONVERSATION] [--exec CMD] [--model M] [--effort E] [--permission-mode P] … [-- agent flags]',
    doc: 'Start a session in the background (also: agents --bg)',
    example: 'agents run "fix the flaky login test" --name login --cwd ~/shop',
    run,
  },
  {
    name: 'list',
    usage: 'agents list [--json]',
    doc: 'List every session; agents --json only those whose process lives',
    example: 'agents list --json',
    run: list,
  },
  {
    name: 'attach',
    usage: 'agents attach <id|name>',
    doc: 'Open a session in this terminal; Ctrl+Z comes back',
    example: 'agents attach login',
    run: attach,
  },
  {
    name: 'send',
    usage: 'agents send <id|name> "text" | --choose N[,N]',
    doc: 'Send a message ("-": standard input), or choose an option of what it asks',
    example: 'agents send login "also run the linter"',
    run: send,
  },
  {
    name: 'logs',
    usage: 'agents logs <id|name> [-n LINES]',
    doc: 'Print the latest output of a session',
    example: 'agents logs login -n 50',
    run: logs,
  },
  {
    name: 'stop',
    usage: 'agents stop <id|name>',
    doc: 'End the process of a session; its row stays (also: agents kill)',
    example: 'agents stop login',
    run: stop,
  },
  {
    name: 'rm',
    usage: 'agents rm <id|name>',
    doc: 'Stop a session and take its row away; the record goes to the trash',
    example: 'agents rm login',
    run: remove,
  },
  {
    name: 'adopt',
    usage: 'agents adopt <tmux target>',
    doc: 'Print the id of an agent that runs in a tmux pane and was not started here, or why it has none',
    example: 'agents adopt work:2.1',
    run: adopt,
  },
  {
    name: 'explain',
    usage:
      'agents explain <id|name> [--json] | --screen FILE --agent NAME [--title T] [--cursor X,Y] [--json]',
    doc: 'Say which evidence decided a state, or classify a saved screen',
    example: 'agents explain login',
    run: explain,
  },
  {
    name: 'daemon',
    usage: 'agents daemon status|start|stop',
    doc: 'The supervisor: its state, version, directories and number of sessions',
    example: 'agents daemon status',
    run: daemon,
  },
  {
    name: 'demo',
    usage: 'agents demo',
    doc: 'Open the view on a scratch fleet in every state; leaves nothing behind',
    example: 'agents demo',
    run: demo,
  },
];

export function helpText(): string {
  const width = Math.max(...verbs.map(verb => verb.name.length));
  return [
    'agents: the terminal control room for coding agents',
    '',
    '  agents                  open the view',
    '  agents --cwd PATH       only sessions started at or under PATH',
    '  agents --json           live sessions as JSON',
    '',
    ...verbs.map(verb => `  agents ${verb.name.padEnd(width)}  ${verb.doc}`),
    '',
    '"agents <verb> --help" shows its words and an example.',
  ].join('\n');
}
