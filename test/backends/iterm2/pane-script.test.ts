import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { environmentLines, paneScript, shellLine } from '../../../src/backends/iterm2/pane-script.ts';
import { readPanes } from '../../../src/backends/iterm2/panes.ts';
import { screenOf } from '../../../src/backends/iterm2/screen.ts';
import { scratchDirectory } from '../../system/scratch.ts';

it('the program sees the environment of the one who asked, and the pane’s own words for its terminal', () => {
  const seen = runScript({
    asked: {
      KEY: `it's "$(touch pwned)" \\ 漢`,
      TERM_PROGRAM: 'vscode',
      TMUX: '/tmp/x,1,0',
      PATH: '/usr/bin:/bin',
    },
    pane: { KEY: 'old', LEFT: 'over', TERM_PROGRAM: 'iTerm.app', TERM: 'xterm', PATH: '/usr/bin:/bin' },
  });
  expect(seen.env['KEY']).toBe(`it's "$(touch pwned)" \\ 漢`);
  expect(seen.env['TERM_PROGRAM']).toBe('iTerm.app');
  expect(Object.keys(seen.env)).not.toEqual(expect.arrayContaining(['LEFT']));
  expect(seen.env['TMUX']).toBeUndefined();
  expect(existsSync(join(seen.directory, 'environment'))).toBe(false);
});

it('the end of the program is written down, with its exit code', () => {
  const { directory } = runScript({ asked: {}, pane: { PATH: '/usr/bin:/bin' }, program: 'exit 7' });
  expect(readFileSync(join(directory, 'ended'), 'utf8')).toBe('7\n');
  expect(readFileSync(join(directory, 'pid'), 'utf8')).toMatch(/^\d+\n$/);
  expect(readFileSync(join(directory, 'wake'), 'utf8')).toBe('\n');
});

it('names of variables that no shell takes are left out', () => {
  expect(environmentLines({ 'a b': '1', 'x;touch pwned': '1', UID: '0', OK: "a'b" })).toBe(
    "export OK='a'\\''b'\n",
  );
});

it('a state directory that a shell would read otherwise is refused in a sentence', () => {
  expect(shellLine('/home/me and you/$x/daemon/iterm2/A/script.sh')).toContain("'/home/me and you/$x/");
  for (const name of ["it's", 'a\\b', 'a!b', 'a\nb'])
    expect(() => shellLine(`/home/${name}/daemon/iterm2/A/script.sh`)).toThrow(
      'Set AGENTS_HOME to another one.',
    );
});

it('what is no list of panes is not taken for one', () => {
  const id = 'AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE';
  expect(
    readPanes(JSON.stringify([{ id, tty: '/dev/ttys001', rows: 24, cols: 80, title: 'a\u001b[31mb' }])),
  ).toEqual(new Map([[id, { id, tty: '/dev/ttys001', columns: 80, rows: 24, title: 'a[31mb' }]]));
  expect(readPanes(JSON.stringify([{ id, tty: '../x', rows: -1, title: 3 }]))?.get(id)).toMatchObject({
    tty: undefined,
    rows: 24,
    title: '',
  });
  for (const text of ['', 'ID  NAME', '{}', '[{"id":"all"}]', '[1]']) expect(readPanes(text)).toBeUndefined();
});

it('a screen is as high as its pane, and joined lines are wrapped again', () => {
  const screen = screenOf('abcdef\n漢字漢\n\n', { columns: 4, rows: 6, title: '' });
  expect(screen.lines).toEqual(['abcd', 'ef', '漢字', '漢', '', '']);
  expect(screenOf('1\n2\n3', { columns: 4, rows: 2, title: '' }).lines).toEqual(['2', '3']);
  expect(screen).toMatchObject({ cursorX: -1, cursorY: -1, width: 4, height: 6 });
});

interface Run {
  readonly asked: NodeJS.ProcessEnv;
  readonly pane: Readonly<Record<string, string>>;
  readonly program?: string;
}

function runScript({ asked, pane, program }: Run) {
  const directory = scratchDirectory();
  const [wakeFile, out] = [join(directory, 'wake'), join(directory, 'out')];
  writeFileSync(wakeFile, '');
  writeFileSync(join(directory, 'environment'), environmentLines({ PATH: '/usr/bin:/bin', ...asked }));
  const argv = ['/bin/sh', '-c', program ?? 'env -0 >"$0"', out];
  writeFileSync(join(directory, 'script.sh'), paneScript({ directory, id: 'feed0001', argv, wakeFile }));
  // Without a terminal the last line, which keeps the pane, ends at once.
  execFileSync('/bin/sh', [join(directory, 'script.sh')], {
    env: pane,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const lines = existsSync(out) ? readFileSync(out, 'utf8').split('\0').filter(Boolean) : [];
  const env = Object.fromEntries(lines.map(line => line.split(/=(.*)/s).slice(0, 2)));
  return { directory, env: env as Readonly<Record<string, string | undefined>> };
}
