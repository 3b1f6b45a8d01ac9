import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { boolean, number, optional, record, type Typed, text } from '../../core/schema.ts';
import { removeOwn } from '../../system/files/own-files.ts';
import { readJson, readText } from '../../system/files/read-file.ts';
import { writeFileAtomic } from '../../system/files/write-file.ts';
import { isPaneId } from './place.ts';

/** Whose pane it is. iTerm2 keeps no mark of ours, so it stands in a directory that is named by the pane's id. */
const tagSchema = record({
  /** Of the session. */
  id: text,
  name: text,
  /** ms since the epoch. */
  since: number,
  /** The pane from which it was asked for, when that was one of iTerm2. */
  leader: optional(text),
  /** Its program takes a paste between brackets. */
  bracketsPastes: optional(boolean),
  /** Where `it2` was then: another process may have been started with another PATH. */
  it2: optional(text),
});
export type Tag = Typed<typeof tagSchema>;

export interface TaggedPane extends Tag {
  readonly pane: string;
  readonly directory: string;
}

/** Where the tags of all panes lie: `$AGENTS_HOME/daemon/iterm2`. */
export function panesDirectory(daemon: string): string {
  return join(daemon, 'iterm2');
}

/** Makes the directory of a pane that has none; its tag is written last, so a pane has one once all else is there. */
export function writeTag(
  directory: string,
  pane: string,
  { tag, files }: { readonly tag: Tag; readonly files: Readonly<Record<string, string>> },
): TaggedPane {
  const own = join(directory, pane);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  for (const [name, content] of Object.entries(files)) writeFileAtomic(join(own, name), content);
  writeFileAtomic(join(own, 'tag.json'), JSON.stringify(tag));
  return { ...tag, pane, directory: own };
}

export function changeTag({ directory, pane: _pane, ...tag }: TaggedPane, change: Partial<Tag>): void {
  writeFileAtomic(join(directory, 'tag.json'), JSON.stringify({ ...tag, ...change }));
}

export function readTag(directory: string, pane: string): TaggedPane | undefined {
  const own = join(directory, pane);
  const read = readJson(join(own, 'tag.json'), tagSchema);
  return read.ok ? { ...read.value, pane, directory: own } : undefined;
}

/** The oldest first. */
export function readTags(directory: string): readonly TaggedPane[] {
  const found = namesIn(directory)
    .filter(isPaneId)
    .flatMap(pane => readTag(directory, pane) ?? []);
  return found.toSorted((a, b) => a.since - b.since);
}

export function removeTag(directory: string, pane: string): void {
  removeOwn(directory, join(directory, pane), { recursive: true });
}

/** What the script of a pane has written down. */
export interface Progress {
  /** The script itself, which leads the pane's terminal; undefined until it has begun. */
  readonly leader: number | undefined;
  /** The program of the session. */
  readonly pid: number | undefined;
  /** When it wrote that down; ms since the epoch. */
  readonly begunAt: number | undefined;
  /** Undefined while it runs. */
  readonly exitCode: number | undefined;
  readonly endedAt: number | undefined;
}

export function readProgress({ directory }: TaggedPane): Progress {
  return {
    leader: numberIn(join(directory, 'leader')),
    pid: numberIn(join(directory, 'pid')),
    begunAt: changedAt(join(directory, 'pid')),
    exitCode: numberIn(join(directory, 'ended')),
    endedAt: changedAt(join(directory, 'ended')),
  };
}

/** The number of the question that is open, as it was told last. */
export function readQuestion({ directory }: TaggedPane): number {
  return numberIn(join(directory, 'question')) ?? 0;
}

export function writeQuestion({ directory }: TaggedPane, questionNumber: number): void {
  writeFileAtomic(join(directory, 'question'), `${Math.trunc(questionNumber)}\n`, { durable: false });
}

function numberIn(path: string): number | undefined {
  // Without its line end it is being written.
  const word = /^(\d{1,10})\n$/.exec(readText(path, 64) ?? '')?.[1];
  return word === undefined ? undefined : Number(word);
}

function changedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
