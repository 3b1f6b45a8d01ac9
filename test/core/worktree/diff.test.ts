import { describe, expect, it } from 'vitest';
import { cells } from '../../../src/core/text/safe-text.ts';
import { diffCounts, readDiff } from '../../../src/core/worktree/diff.ts';
import { ownKeymap } from '../../../src/ui/commands/index.ts';
import { press } from '../../../src/ui/input/press.ts';
import { changed, initialState, type ViewState } from '../../../src/ui/state/view-state.ts';
import { diffScreen } from '../../../src/ui/view/diff-lines.ts';

const text = `diff --git a/src/a b.ts b/src/a b.ts
index 111..222 100644
--- a/src/a b.ts
+++ b/src/a b.ts
@@ -1,3 +1,3 @@ export function
 one
-two
+zwei
--- not a header
++++ nor this
\\ No newline at end of file
diff --git a/old.ts b/new/name.ts
similarity index 90%
rename from old.ts
rename to new/name.ts
diff --git a/picture.png b/picture.png
new file mode 100644
index 000..333
Binary files /dev/null and b/picture.png differ
diff --git "a/\\303\\274" "b/\\303\\274"
deleted file mode 100644
`;

describe('a diff', () => {
  it('is read file by file, with what git says of each in few words', () => {
    const { files, lines } = readDiff(text);
    expect(files.map(({ name, added, removed }) => [name, added, removed])).toEqual([
      ['src/a b.ts', 2, 2],
      ['new/name.ts', 0, 0],
      ['picture.png', 0, 0],
      ['"\\303\\274"', 0, 0],
    ]);
    const notes = lines.filter(({ kind }) => kind === 'note').map(line => line.text);
    expect(notes).toEqual([
      'No newline at end of file',
      'renamed from old.ts',
      'new file',
      'binary',
      'deleted',
    ]);
    expect(diffCounts(readDiff(text))).toBe('4 files +2 -2');
    expect(files.every(({ at }) => lines[at]?.kind === 'file')).toBe(true);
  });

  it('takes lines that look like headers for what they are', () => {
    const { lines } = readDiff(text);
    expect(lines).toContainEqual({ kind: 'removed', text: '-- not a header' });
    expect(lines).toContainEqual({ kind: 'added', text: '+++ nor this' });
  });

  it('is cut where nobody reads on, and says so', () => {
    const long = `diff --git a/x b/x\n@@ -0,0 +1,90000 @@\n${'+line\n'.repeat(90_000)}`;
    const { lines, note } = readDiff(long, 'More.');
    expect(lines).toHaveLength(20_000);
    expect(note).toBe('The diff goes on: 20000 lines of it are shown. More.');
    expect(readDiff('')).toEqual({ lines: [], files: [], note: '' });
  });
});

function showing(diff: string, columns = 40, rows = 10): ViewState {
  const defaults = { agent: 'claude', agentLabel: '', isInstalled: true, lookedFor: [], cwd: '/' };
  const look = { colours: 'none', unicode: true } as const;
  const view = { id: '', name: 'login', diff: readDiff(diff), top: 0, left: 0 };
  const given = { now: 0, screen: { columns, rows, look, home: '/' }, keymap: ownKeymap, defaults };
  return initialState(given, { keys: { mode: 'diff' }, peek: { diff: view } });
}

function pressed(state: ViewState, ...keys: readonly string[]): ViewState {
  let now = state;
  for (const key of keys) now = changed(now, press(now, key).set);
  return now;
}

describe('the diff on the screen', () => {
  const files = ['one', 'two', 'three'].map(
    name => `diff --git a/${name} b/${name}\n@@ -0,0 +1,9 @@\n${`+${name}\n`.repeat(9)}`,
  );
  const state = showing(files.join(''), 60);

  it('lets no escape code and no line that is too wide through', () => {
    const hostile = `diff --git a/x b/\u001b]0;x\u0007\n@@ @@\n+\u001b[31mred\u009b\t${'日本'.repeat(50)}\n`;
    for (const left of [0, 8, 500]) {
      const shown = showing(hostile);
      const lines = diffScreen(
        changed(shown, { peek: { diff: shown.peek.diff && { ...shown.peek.diff, left } } }),
      );
      expect(lines).toHaveLength(9);
      for (const line of lines) {
        // Our own bold and dim, and nothing else.
        expect(line.replace(/\u001b\[(?:1|2|22)m/g, '')).not.toMatch(/[\u0000-\u001f\u0080-\u009f]/);
        expect(cells(line)).toBeLessThanOrEqual(40);
      }
    }
  });

  it('moves by line, page and file, and never beyond its ends', () => {
    const top = (...keys: readonly string[]) => pressed(state, ...keys).peek.diff?.top;
    expect([top('down'), top('up'), top('pagedown'), top('pagedown', 'pageup')]).toEqual([1, 0, 7, 0]);
    expect([top('n'), top('n', 'n'), top('n', 'n', 'n'), top('n', 'n', 'p', 'p')]).toEqual([11, 22, 22, 0]);
    expect([top('end'), top('end', 'down'), top('end', 'home')]).toEqual([25, 25, 0]);
    expect(diffScreen(pressed(state, 'n'))[0]).toContain('file 2 of 3: two');
  });

  it('goes back to where it was opened', () => {
    expect(pressed(changed(state, { keys: { modeBefore: 'peek' } }), 'q')).toMatchObject({
      keys: { mode: 'peek' },
      peek: { diff: undefined },
    });
    expect(pressed(state, 'x', 'Y')).toMatchObject({ keys: { mode: 'diff' }, line: { field: { text: '' } } });
  });
});
