import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Runs every hook of the event and gives what they printed. */
export type FireHooks = (
  event: string,
  data: Readonly<Record<string, unknown>>,
) => Promise<readonly string[]>;

interface Command {
  readonly command: string;
  /** Seconds. */
  readonly timeout?: number;
}
type Hooks = Readonly<Record<string, readonly { readonly hooks: readonly Command[] }[]>>;

/** `settings` is a file or JSON itself; `common` goes with every event. */
export function createHooks(
  settings: string | undefined,
  common: Readonly<Record<string, unknown>>,
): FireHooks {
  const hooks = readHooks(settings);
  return (event, data) => {
    const input = JSON.stringify({ ...common, hook_event_name: event, ...data });
    const commands = (hooks[event] ?? []).flatMap(entry => entry.hooks);
    return Promise.all(commands.map(command => runHook(command, input)));
  };
}

function readHooks(settings: string | undefined): Hooks {
  if (!settings) return {};
  const text = settings.trimStart().startsWith('{') ? settings : readFileSync(settings, 'utf8');
  return (JSON.parse(text) as { hooks?: Hooks }).hooks ?? {};
}

function runHook({ command, timeout = 60 }: Command, input: string): Promise<string> {
  const child = spawn('/bin/sh', ['-c', command], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, CLAUDE_PROJECT_DIR: process.cwd() },
    timeout: timeout * 1000,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise(resolve => {
    child.on('close', () => resolve(output));
    child.on('error', () => resolve(''));
  });
}

/** What a PermissionRequest hook decided, if it did. */
export function readDecision(outputs: readonly string[]): 'allow' | 'deny' | undefined {
  for (const output of outputs) {
    try {
      const { hookSpecificOutput } = JSON.parse(output) as {
        hookSpecificOutput?: { decision?: { behavior?: string } };
      };
      const behavior = hookSpecificOutput?.decision?.behavior;
      if (behavior === 'allow' || behavior === 'deny') return behavior;
    } catch {
      // Plain text is no decision.
    }
  }
  return undefined;
}
