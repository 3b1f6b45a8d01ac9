import { mkdirSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../../core/errors/user-error.ts';
import { type JsonMember, jsonMembers } from '../../core/text/json-members.ts';
import { jsonErrorLine } from '../files/json-error.ts';
import { maxFileBytes, readSmallFile } from '../files/read-file.ts';
import { isRecord } from '../files/shape.ts';
import { writeFileAtomic } from '../files/write-file.ts';

/**
 * Writes one value into a file of settings; everything else in it stays as it is written. A link stays a link.
 * Throws a sentence when the file is no JSON object.
 */
export function setSetting(file: string, key: string, value: unknown): void {
  const text = readText(file);
  const member = memberOf(text, key);
  const json = JSON.stringify(value);
  const next = member
    ? `${text.slice(0, member.valueStart)}${json}${text.slice(member.end)}`
    : withMember(text, `${JSON.stringify(key)}: ${json}`);
  save(file, next);
}

/** Takes a value out again; returns whether it was there. */
export function unsetSetting(file: string, key: string): boolean {
  const text = readText(file);
  const member = memberOf(text, key);
  if (!member) return false;
  save(file, without(text, member));
  return true;
}

function readText(file: string): string {
  const text = readSmallFile(file, maxFileBytes, { followLinks: true }) ?? '';
  if (text.trim() === '') return '{}\n';
  try {
    if (isRecord(JSON.parse(text.replace(/^\uFEFF/, '')))) return text;
  } catch {
    throw new UserError(
      'bad-settings',
      `${file}, line ${jsonErrorLine(text)}: this is not valid JSON. Mend it first; nothing was changed.`,
    );
  }
  throw new UserError(
    'bad-settings',
    `${file}: the settings must stand between { and }. Nothing was changed.`,
  );
}

function memberOf(text: string, key: string): JsonMember | undefined {
  return jsonMembers(text).findLast(({ path }) => path === key);
}

/** At the end, indented as the members before it. */
function withMember(text: string, line: string): string {
  const close = text.lastIndexOf('}');
  const last = jsonMembers(text).findLast(({ depth }) => depth === 1);
  if (!last) return `${text.slice(0, text.indexOf('{'))}{\n  ${line}\n${text.slice(close)}`;
  const indent = /\n[ \t]*$/.exec(text.slice(0, last.start))?.[0] ?? ' ';
  return `${text.slice(0, last.end)},${indent}${line}${text.slice(last.end)}`;
}

/** With the comma that stood after it, or before it where it was the last. */
function without(text: string, { start, end }: JsonMember): string {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const comma = /^\s*,/.exec(after);
  if (comma) return `${before}${after.slice(comma[0].length).replace(/^\s*/, '')}`;
  return `${before.replace(/\s*,?\s*$/, '')}${after}`;
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
