// Stands in for Claude Code in tests and in `agents demo`: same command line, hooks, session file and screens,
// no model. Words like `scn-shell` in a prompt choose what it does; see scripted-agent/scenarios.ts.
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createAgent } from './agent/agent.ts';
import { createHooks } from './agent/hooks.ts';
import { createKeyReader } from './agent/keys.ts';
import { parseOptions } from './agent/options.ts';
import { createScreen } from './agent/screen.ts';
import { createSessionFile, version } from './agent/session-file.ts';
import { openTranscript } from './agent/transcript.ts';

process.title = process.env['SCRIPTED_TITLE'] ?? 'claude';
main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

async function main(argv: readonly string[]): Promise<void> {
  if (argv.includes('--version')) {
    console.log(`${version} (Claude Code)`);
    return;
  }
  const options = parseOptions(argv);
  const transcript = openTranscript(options.sessionId, options.resume);
  if (!transcript) {
    console.error(`No conversation found with session ID: ${options.resume}`);
    process.exitCode = 1;
    return;
  }
  // A program that is slow to begin: it waits for this file.
  const gate = process.env['SCRIPTED_STARTS_WITH'] ?? '';
  while (gate !== '' && !existsSync(gate)) await sleep(50);
  const fire = createHooks(options.settings, {
    session_id: options.sessionId,
    transcript_path: transcript.path,
    cwd: process.cwd(),
    permission_mode: options.permissionMode === 'manual' ? 'default' : options.permissionMode,
  });
  const sessionFile = createSessionFile(options);
  const screen = createScreen(process.stdout);
  const leave = async (exitCode: number, reason = 'prompt_input_exit') => {
    screen.close();
    transcript.save();
    sessionFile.remove();
    await fire('SessionEnd', { reason });
    process.stdout.write(`\nResume this session with:\nclaude --resume ${options.sessionId}\n\n`);
    process.exit(exitCode);
  };
  const agent = createAgent({ options, fire, transcript, sessionFile, draw: screen.draw, leave });

  const readKeys = createKeyReader();
  process.stdin.setRawMode?.(true);
  process.stdin.setEncoding('utf8').on('data', (chunk: string) => {
    for (const key of readKeys(chunk)) agent.press(key);
  });
  process.stdout.on('resize', () => {
    screen.forget();
    agent.redraw();
  });
  for (const signal of ['SIGHUP', 'SIGTERM'] as const) process.on(signal, () => void leave(129, 'other'));
  screen.open(options.name);
  stayBusy(Number(process.env['SCRIPTED_BUSY_MS'] ?? 0));
  await agent.begin();
}

/** Blocks the event loop again and again, as a program that renders or parses does. */
function stayBusy(limitMs: number): void {
  if (!(limitMs > 0)) return;
  setInterval(() => {
    const until = Date.now() + Math.random() * limitMs;
    while (Date.now() < until) Math.sqrt(until);
  }, 60);
}
