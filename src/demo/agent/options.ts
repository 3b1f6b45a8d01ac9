import { randomUUID } from 'node:crypto';

/** What the command line asks for; the same words as Claude Code's. */
export interface Options {
  readonly sessionId: string;
  readonly name: string;
  /** A file, or JSON itself. */
  readonly settings: string | undefined;
  readonly permissionMode: string;
  /** The conversation to go on with. */
  readonly resume: string | undefined;
  readonly prompt: string;
}

const takesValue = new Set([
  ...['--session-id', '-n', '--name', '--settings', '--model', '--effort', '--permission-mode', '--add-dir'],
  ...[
    '--resume',
    '-r',
    '--append-system-prompt',
    '--plugin-dir',
    '--mcp-config',
    '--fallback-model',
    '--agent',
  ],
]);

export function parseOptions(argv: readonly string[]): Options {
  const values = new Map<string, string>();
  const words: string[] = [];
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    if (word === '--') words.push(...argv.slice(index + 1));
    if (word === '--') break;
    if (takesValue.has(word)) {
      index += 1;
      values.set(word, argv[index] ?? '');
    } else if (word.startsWith('-')) values.set(word, '');
    else words.push(word);
  }
  const resume = values.get('--resume') ?? values.get('-r');
  const fork = values.has('--fork-session');
  return {
    sessionId: values.get('--session-id') ?? (resume && !fork ? resume : randomUUID()),
    name: values.get('-n') ?? values.get('--name') ?? '',
    settings: values.get('--settings'),
    permissionMode: values.has('--dangerously-skip-permissions')
      ? 'bypassPermissions'
      : (values.get('--permission-mode') ?? 'manual'),
    resume,
    prompt: words.join(' '),
  };
}
