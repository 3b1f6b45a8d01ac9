import { isBlank } from '../../screen/screen-text.ts';
import { withoutSidePanel } from './claude-side-panel.ts';

/** The parts of Claude Code's screen: a transcript above, and at the bottom its composer or a dialog. */
export interface ClaudeLayout {
  readonly transcript: readonly string[];
  readonly composer?: Composer;
  /** The lines of the bottom part when no composer is there: a dialog, if anything. */
  readonly bottom?: readonly string[];
}

/** The prompt between its two rules, and the lines below. */
export interface Composer {
  readonly draft: string;
  /** Line of the prompt sign, from the top. */
  readonly line: number;
  readonly footer: readonly string[];
}

export function readLayout(lines: readonly string[]): ClaudeLayout {
  const filled = lines.slice(0, lines.findLastIndex(line => !isBlank(line)) + 1);
  const text = withoutSidePanel(filled, isRule);
  const composer = findComposer(text);
  if (composer) return { transcript: text.slice(0, topRuleAbove(text, composer.line)), composer };
  const content = withoutSessionRule(text);
  const start = bottomStart(content);
  return { transcript: content.slice(0, Math.max(0, start - 1)), bottom: content.slice(start) };
}

/**
 * A line across the whole screen, plain or with the session's name near its right end; a long name leaves only that end.
 * With ↑ it counts the prompts of the history at its left end.
 */
export function isRule(line: string): boolean {
  const text = line.trimEnd();
  return (
    /^(?:─{8,}|▔{8,})$/u.test(text) ||
    /^─* .+ ─{1,3}$/u.test(text) ||
    /^─{3} History \d+\/\d+ ─{8,}$/u.test(text)
  );
}

/** The dashed lines around what is to be approved. */
export function isDashedRule(line: string): boolean {
  return /^\s*╌{8,}\s*$/u.test(line);
}

const numbered = /^\s*(?:❯\s*)?(\d{1,2})\.\s/u;

function findComposer(lines: readonly string[]): Composer | undefined {
  for (let line = lines.length - 1; line > 0; line -= 1) {
    if (!/^[❯>!](?:\s|$)/u.test(lines[line] ?? '') || !isRule(lines[line - 1] ?? '')) continue;
    const below = lines.slice(line + 1);
    const rule = below.findIndex(isRule);
    const typed = below.slice(0, rule);
    if (rule < 0 || typed.some(each => /^\S/u.test(each))) return undefined;
    const footer = below.slice(below.findIndex((each, index) => index > rule && !isRule(each)));
    // Indented, it is part of the person's own status line.
    if (footer.length < below.length && footer.some(each => /^[─▔]/u.test(each) && isRule(each)))
      return undefined;
    return {
      line,
      draft: draftText(lines[line] ?? '', typed),
      footer: rule === below.length - 1 ? [] : footer,
    };
  }
  return undefined;
}

function draftText(first: string, rest: readonly string[]): string {
  return [first.slice(1).trim(), ...rest.map(line => line.trim())].join('\n').trim();
}

/** A narrowed terminal folds one rule into several lines. */
function topRuleAbove(lines: readonly string[], prompt: number): number {
  let top = prompt;
  while (top > 0 && isRule(lines[top - 1] ?? '')) top -= 1;
  return top;
}

/** Below a dialog stays the composer's upper rule, with the session's name. */
function withoutSessionRule(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex(line => !isBlank(line) && !isRule(line));
  return lines.slice(0, last + 1);
}

/** The line after the last rule that opens something: not one inside a diff, nor one above a further option. */
function bottomStart(lines: readonly string[]): number {
  let insideDiff = false;
  for (let line = lines.length - 1; line >= 0; line -= 1) {
    if (isDashedRule(lines[line] ?? '')) insideDiff = !insideDiff;
    const text = lines[line] ?? '';
    if (text.startsWith('▔')) return line + 1;
    if (insideDiff || !isRule(text)) continue;
    const next = lines.slice(line + 1).find(each => !isBlank(each)) ?? '';
    if (Number(numbered.exec(next)?.[1] ?? 1) === 1) return line + 1;
  }
  return 0;
}
