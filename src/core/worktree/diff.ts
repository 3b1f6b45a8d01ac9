/** One line of a diff; `text` is untrusted and without the mark in its first column. */
export interface DiffLine {
  readonly kind: 'file' | 'note' | 'hunk' | 'added' | 'removed' | 'context';
  readonly text: string;
}

export interface DiffFile {
  readonly name: string;
  readonly added: number;
  readonly removed: number;
  /** Index of its heading in the diff's lines. */
  readonly at: number;
}

export interface Diff {
  readonly lines: readonly DiffLine[];
  readonly files: readonly DiffFile[];
  /** What is to be known of it, for example that it goes on; empty when there is nothing. */
  readonly note: string;
}

/** More than anybody reads in a view. */
const mostLines = 20_000;

/** What follows a file's heading in git's own words, in ours. */
const notes: readonly (readonly [RegExp, string])[] = [
  [/^new file mode.*/, 'new file'],
  [/^deleted file mode.*/, 'deleted'],
  [/^rename from (.*)/, 'renamed from $1'],
  [/^copy from (.*)/, 'copied from $1'],
  [/^new mode (.*)/, 'mode is now $1'],
  [/^Binary files? .*/, 'binary'],
];

/** Reads the output of `git diff` (prefixes `a/` and `b/`, no colours); `note` is added to what it finds itself. */
export function readDiff(text: string, note = ''): Diff {
  const all = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const lines: DiffLine[] = [];
  const files: { name: string; added: number; removed: number; at: number }[] = [];
  let isBody = false;
  let file = { name: '', added: 0, removed: 0, at: 0 };
  for (const line of all) {
    if (lines.length >= mostLines) break;
    if (line.startsWith('diff --git ')) {
      isBody = false;
      file = { name: nameIn(line), added: 0, removed: 0, at: lines.length };
      files.push(file);
      lines.push({ kind: 'file', text: file.name });
    } else if (line.startsWith('@@')) {
      isBody = true;
      lines.push({ kind: 'hunk', text: line });
    } else if (isBody) {
      const kind = line.startsWith('+') ? 'added' : line.startsWith('-') ? 'removed' : 'context';
      if (kind !== 'context') file[kind] += 1;
      lines.push(
        line.startsWith('\\') ? { kind: 'note', text: line.slice(2) } : { kind, text: line.slice(1) },
      );
    } else {
      const words = noteIn(line);
      if (words) lines.push({ kind: 'note', text: words });
    }
  }
  const isCut = lines.length >= mostLines ? `The diff goes on: ${mostLines} lines of it are shown.` : '';
  return { lines, files, note: [isCut, note].filter(Boolean).join(' ') };
}

/** `diff --git a/x b/x`: both names are the same unless it was renamed, and then the new one is the rest. */
function nameIn(line: string): string {
  const rest = line.slice('diff --git '.length);
  const half = (rest.length - 1) / 2;
  const [left, right] = [rest.slice(0, half), rest.slice(half + 1)];
  const isSame = left.slice(2) === right.slice(2) && right.startsWith('b/');
  const name = isSame ? right : (/ ("?b\/.*)$/.exec(rest)?.[1] ?? rest);
  return name.replace(/^("?)b\//, '$1');
}

function noteIn(line: string): string | undefined {
  const found = notes.find(([pattern]) => pattern.test(line));
  return found && line.replace(...found);
}

/** "3 files +10 -2" */
export function diffCounts({ files }: Diff): string {
  const sum = (key: 'added' | 'removed') => files.reduce((total, file) => total + file[key], 0);
  return `${files.length} file${files.length === 1 ? '' : 's'} +${sum('added')} -${sum('removed')}`;
}
