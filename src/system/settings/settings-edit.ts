import { mkdirSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { createScanner, type Node } from 'jsonc-parser';
import { UserError } from '../../core/errors/user-error.ts';
import { maxFileBytes, readSmallFile } from '../files/read-file.ts';
import { writeFileAtomic } from '../files/write-file.ts';
import { type Member, membersOf, parseJsonc } from './jsonc.ts';

/**
 * Writes one value into a file of settings; everything else in it stays as it is written, comments too. A link stays
 * a link. Throws a sentence when the file is no JSON object.
 */
export function setSetting(file: string, key: string, value: unknown): void {
  const { mark, text, root } = readObject(file);
  const member = memberOf(root, key);
  const json = JSON.stringify(value);
  const next = member
    ? `${text.slice(0, member.value.offset)}${json}${text.slice(endOf(member.value))}`
    : withMember(text, root, `${JSON.stringify(key)}: ${json}`);
  save(file, `${mark}${next}`);
}

/** Takes a value out again; returns whether it was there. */
export function unsetSetting(file: string, key: string): boolean {
  const { mark, text, root } = readObject(file);
  const member = memberOf(root, key);
  if (!member) return false;
  save(file, `${mark}${without(text, member.node)}`);
  return true;
}

interface ObjectText {
  /** A byte order mark, or nothing. */
  readonly mark: string;
  readonly text: string;
  readonly root: Node;
}

function readObject(file: string): ObjectText {
  const given = readSmallFile(file, maxFileBytes, { followLinks: true }) ?? '';
  const mark = given.startsWith('\uFEFF') ? '\uFEFF' : '';
  const text = given.slice(mark.length);
  const read = parseJsonc(text);
  if (!read.ok)
    throw new UserError('bad-settings', `${file}, ${read.problem}. Mend it first; nothing was changed.`);
  const root = read.root();
  if (root?.type === 'object') return { mark, text, root };
  const sentence = `${file}: the settings must stand between { and }. Nothing was changed.`;
  if (root) throw new UserError('bad-settings', sentence);
  const comments = text.trim();
  const begun = comments === '' ? '{}\n' : `${comments}\n{}\n`;
  return { mark, text: begun, root: { type: 'object', offset: begun.length - 3, length: 2 } };
}

function memberOf(root: Node, key: string): Member | undefined {
  return membersOf(root).findLast(({ path }) => path === key);
}

/** At the end, indented as the member before it, behind the comment that ends its line. */
function withMember(text: string, root: Node, line: string): string {
  const last = root.children?.at(-1);
  if (!last) return withFirst(text, root, line);
  const comma = commaAfter(text, endOf(last));
  const end = comma === undefined ? endOf(last) : comma + 1;
  const comment = /^[ \t]*(?:\/\/.*|\/\*.*?\*\/[ \t]*)(?=\r?\n)/.exec(text.slice(end))?.[0] ?? '';
  const behind = end + comment.length;
  const space = /\r?\n[ \t]*$/.exec(text.slice(0, last.offset))?.[0] ?? (comment === '' ? ' ' : '\n  ');
  const added = comma === undefined ? `${space}${line}` : `${space}${line},`;
  return `${text.slice(0, end)}${comma === undefined ? ',' : ''}${comment}${added}${text.slice(behind)}`;
}

/** Into an object in which there are comments at most. */
function withFirst(text: string, root: Node, line: string): string {
  const inside = text.slice(root.offset + 1, endOf(root) - 1).trimEnd();
  return `${text.slice(0, root.offset + 1)}${inside}\n  ${line}\n${text.slice(endOf(root) - 1)}`;
}

/** With the comma after it, or the one before where it is the last. */
function without(text: string, node: Node): string {
  const siblings = node.parent?.children ?? [];
  const end = endOf(node);
  const comma = commaAfter(text, end);
  const before = text.slice(0, node.offset);
  const after = comma === undefined ? text.slice(end) : text.slice(end, comma) + text.slice(comma + 1);
  if (comma !== undefined && node !== siblings.at(-1)) return `${before}${after.trimStart()}`;
  const previous = siblings[siblings.indexOf(node) - 1];
  const commaBefore = previous && commaAfter(text, endOf(previous));
  const gap = before.slice(commaBefore === undefined ? (node.parent?.offset ?? 0) + 1 : commaBefore + 1);
  // What follows must not come to stand behind a comment.
  const kept = gap.trim() === '' || /^[ \t]*\r?\n/.test(after) ? before.trimEnd() : before;
  if (commaBefore === undefined || comma !== undefined) return `${kept}${after}`;
  return `${kept.slice(0, commaBefore)}${kept.slice(commaBefore + 1)}${after}`;
}

/** The place of the next comma, if nothing but space and comments stands before it. */
function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  scanner.scan();
  const next = scanner.getTokenOffset();
  return text[next] === ',' ? next : undefined;
}

function endOf({ offset, length }: Node): number {
  return offset + length;
}

function save(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileAtomic(realPath(file), text);
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
