import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { terminalNameForTmux } from '../../../src/system/programs/terminal-name.ts';
import { scratchDirectory } from '../scratch.ts';

/** An environment with descriptions of these terminals, beside those of this machine. */
function withDescriptions(TERM: string, ...files: readonly string[]): NodeJS.ProcessEnv {
  const directory = scratchDirectory();
  for (const file of files) {
    mkdirSync(join(directory, file, '..'), { recursive: true });
    writeFileSync(join(directory, file), '');
  }
  return { TERM, TERMINFO_DIRS: `:${directory}`, HOME: '/nowhere' };
}

test('a terminal with a description keeps its name for tmux, wherever that lies', () => {
  expect(terminalNameForTmux(withDescriptions('xterm-256color', 'x/xterm-256color'))).toBeUndefined();
  const env = withDescriptions('agents-term', 'a/agents-term', 'x/xterm-256color');
  expect(terminalNameForTmux(env)).toBeUndefined();
  const mac = withDescriptions('agents-term', '61/agents-term', '78/xterm-256color');
  expect(terminalNameForTmux(mac)).toBeUndefined();
  expect(terminalNameForTmux({ ...env, TERMINFO_DIRS: '', TERMINFO: env['TERMINFO_DIRS']?.slice(1) })).toBe(
    undefined,
  );
});

test('one without a description, or without a name, has that of xterm', () => {
  for (const name of ['agents-term', '', '../x/xterm-256color']) {
    expect(terminalNameForTmux(withDescriptions(name, 'x/xterm-256color'))).toBe('xterm-256color');
  }
});
