import { dedent, indentOf, isBlank, joinWrapped, trimBlank } from '../../screen/screen-text.ts';
import { isBar, withoutBar } from './opencode-layout.ts';

/** One part of the transcript. A `block` has a bar: a prompt, what a tool printed, or an error look the same. */
export interface Part {
  readonly kind: 'block' | 'text' | 'tool' | 'end';
  readonly lines: readonly string[];
}

/** The parts of a transcript, oldest first; blank lines part them. */
export function readParts(transcript: readonly string[]): readonly Part[] {
  const groups: string[][] = [];
  let isOpen = false;
  for (const line of transcript) {
    const last = groups.at(-1);
    if (isBlank(line)) isOpen = false;
    else if (isOpen && last && isBar(last[0] ?? '') === isBar(line)) last.push(line);
    else {
      groups.push([line]);
      isOpen = true;
    }
  }
  return groups.map(toPart).filter(part => part.lines.length > 0);
}

const toolMark = /^(?:[←→✱%◈⚙◇✓✗◉⟳~]\s|\$ |[⠀-⣿]\s|↳|ctrl\+x )/u;

function toPart(lines: readonly string[]): Part {
  const first = lines[0] ?? '';
  if (isBar(first)) return { kind: 'block', lines: trimBlank(lines.map(withoutBar)) };
  const text = dedent(lines);
  if (/^\s{2,}▣\s/u.test(first)) return { kind: 'end', lines: [joinWrapped(text)] };
  return { kind: toolMark.test(first.trim()) && indentOf(first) >= 2 ? 'tool' : 'text', lines: text };
}

/** How the last turn ended, as the line below it says: `▣  Build · Model · 4.1s`. */
export type Ending = 'finished' | 'interrupted' | 'unsaid';

export function endingOf(part: Part): Ending {
  const said = (part.lines[0] ?? '').split(' · ').at(-1) ?? '';
  if (/^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d)\s*)+$/u.test(said)) return 'finished';
  return /^interrupted$/iu.test(said) ? 'interrupted' : 'unsaid';
}

/** What the agent said last in its turn, without what its tools did. */
export function lastWordsOf(parts: readonly Part[]): readonly string[] {
  const start = parts.findLastIndex(part => part.kind !== 'text');
  return parts.slice(start + 1).flatMap((part, index) => (index === 0 ? part.lines : ['', ...part.lines]));
}

/** The tool that runs, or what was last said; one line. */
export function activityOf(parts: readonly Part[]): string | undefined {
  const running = parts
    .findLast(part => part.lines.some(line => /^\s*[⠀-⣿]\s/u.test(line)))
    ?.lines.find(line => /^\s*[⠀-⣿]\s/u.test(line));
  if (running) return running.trim().replace(/^[⠀-⣿]\s+/u, '');
  const last = parts.findLast(part => part.kind === 'text' || part.kind === 'tool');
  return last?.lines[0]?.trim().replace(/^[←→✱%◈⚙◇✓✗◉⟳~]\s+/u, '');
}
