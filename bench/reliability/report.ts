import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One line of a section; `isRight` is left out where the number is only told. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly isRight?: boolean;
}

export interface Section {
  readonly name: string;
  /** The command that makes these figures again. */
  readonly command: string;
  readonly how: string;
  readonly rows: readonly Row[];
}

const file = fileURLToPath(new URL('../RELIABILITY.md', import.meta.url));
const heading =
  '# Reliability\n\nEach section was written by the command that it names; the others stay as they were.\n';

/** Puts the section into bench/RELIABILITY.md, in place of an earlier one of that name. */
export function writeSection(section: Section): string {
  const text = sectionText(section);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : heading;
  const parts = before.split(/^(?=## )/m);
  const at = parts.findIndex(part => part.startsWith(`## ${section.name}\n`));
  const next = at === -1 ? [...parts.map(part => `${part.trimEnd()}\n\n`), text] : parts.with(at, text);
  writeFileSync(file, `${next.map(part => part.trimEnd()).join('\n\n')}\n`);
  return text;
}

function sectionText({ name, command, how, rows }: Section): string {
  const lines = rows.map(({ what, figure, isRight }) => {
    const verdict = isRight === undefined ? '' : isRight ? '✓' : '**wrong**';
    return `| ${what} | ${figure} | ${verdict} |`;
  });
  const date = new Date().toISOString().slice(0, 10);
  return [
    `## ${name}`,
    '',
    `\`${command}\`, ${date}, Node ${process.version}. ${how}`,
    '',
    '| | figure | |',
    '| --- | ---: | --- |',
    ...lines,
    '',
  ].join('\n');
}
