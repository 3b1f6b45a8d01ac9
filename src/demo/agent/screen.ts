import type { Dialog, Drawing } from './dialog.ts';
import { version } from './session-file.ts';
import { paint, textWidth, wrap } from './text.ts';
import type { Block } from './transcript.ts';

/** Everything that is on the screen. */
export interface Scene {
  readonly name: string;
  readonly permissionMode: string;
  readonly blocks: readonly Block[];
  /** What is typed into the composer. */
  readonly draft: string;
  /** What is typed is a command for the shell. */
  readonly isShell: boolean;
  /** Faint words in an empty composer. */
  readonly placeholder: string;
  readonly queued: readonly string[];
  /** What stands above the composer while a turn runs: a spinner, or a retry. */
  readonly working: readonly string[] | undefined;
  readonly dialog: Pick<Dialog<unknown>, 'draw'> | undefined;
  readonly exitHint: boolean;
}

/** Draws scenes on the alternate screen; a line that has not changed is not written again. */
export function createScreen(output: NodeJS.WriteStream) {
  let before: readonly string[] = [];
  const size = () => ({ columns: output.columns || 80, rows: output.rows || 24 });
  return {
    open(title: string) {
      output.write(`\x1b[?1049h\x1b[?2004h\x1b[2J\x1b]0;✳ ${title || 'Claude Code'}\x07`);
    },
    draw(scene: Scene) {
      const { lines, cursorX, cursorY } = compose(scene, size());
      const changed = lines.flatMap((line, row) =>
        line === before[row] ? [] : [`\x1b[${row + 1};1H\x1b[0m${line}\x1b[0m\x1b[K`],
      );
      before = lines;
      const cursor = `\x1b[${cursorY + 1};${cursorX + 1}H`;
      output.write(`\x1b[?2026h${changed.join('')}${cursor}\x1b[?2026l`);
    },
    forget() {
      before = [];
      output.write('\x1b[2J');
    },
    close() {
      output.write('\x1b[?2004l\x1b[?1049l');
    },
  };
}

/** Claude Code puts a no-break space after the prompt's mark. */
const prompt = '❯\u00a0';

function compose(scene: Scene, { columns, rows }: { columns: number; rows: number }): Drawing {
  const above = conversation(scene, columns);
  const nameRule = ruleWithName(scene.name, columns);
  if (scene.dialog) {
    const drawing = scene.dialog.draw(columns);
    const visible = lastLines([...above, '', ...drawing.lines], rows - 1);
    const cursorY = above.length + 1 + drawing.cursorY - visible.hidden;
    return { lines: [...visible.lines, nameRule], cursorX: drawing.cursorX, cursorY: Math.max(0, cursorY) };
  }
  const draft = wrap(scene.draft, columns - 2);
  const mark = scene.isShell ? '!\u00a0' : prompt;
  const typed = draft.map((line, row) => (row === 0 ? `${mark}${line}` : `  ${line}`));
  if (scene.draft === '') typed[0] = `${mark}${paint('faint', scene.placeholder)}`;
  const composer = [nameRule, ...typed, paint('rule', '─'.repeat(columns)), footer(scene)];
  const content = [...above, ...(scene.working ? ['', ...scene.working] : []), ...queuedLines(scene)];
  const room = Math.max(1, rows - composer.length);
  const { lines } = lastLines([...content, ''], room);
  const cursorX = 2 + (scene.draft === '' ? 0 : textWidth(draft.at(-1) ?? ''));
  return { lines: [...lines, ...composer], cursorX, cursorY: room + typed.length };
}

/** The last lines that fit, padded to fill the room. */
function lastLines(lines: readonly string[], room: number) {
  const hidden = Math.max(0, lines.length - room);
  const visible = lines.slice(hidden);
  return { hidden, lines: [...visible, ...Array<string>(room - visible.length).fill('')] };
}

function ruleWithName(name: string, columns: number): string {
  const label = name === '' ? '' : ` ${name} ─`;
  return paint('rule', `${'─'.repeat(Math.max(0, columns - textWidth(label)))}${label}`);
}

const modes: Readonly<Record<string, string>> = {
  manual: '⏸ manual mode on',
  default: '⏸ manual mode on',
  plan: '⏸ plan mode on (shift+tab to cycle)',
  auto: '⏵⏵ auto mode on (shift+tab to cycle)',
  acceptEdits: '⏵⏵ accept edits on (shift+tab to cycle)',
  bypassPermissions: '⏵⏵ bypass permissions on (shift+tab to cycle)',
};

function footer(scene: Scene): string {
  if (scene.exitHint) return paint('faint', '  Press Ctrl-C again to exit');
  if (scene.isShell) return paint('faint', '  ! for shell mode');
  const hint = scene.working ? ' · esc to interrupt' : scene.draft === '' ? ' · ? for shortcuts' : '';
  return paint('faint', `  ${modes[scene.permissionMode] ?? modes['manual']}${hint}`);
}

function queuedLines({ queued }: Scene): string[] {
  if (queued.length === 0) return [];
  const hint = paint('faint', '  ⎿  Queued · ctrl+x ctrl+s to send now');
  return ['', ...queued.map(text => `${paint('faint', '❯')} ${wrap(text, 60)[0] ?? ''}`), hint];
}

function conversation({ blocks }: Scene, columns: number): string[] {
  const header = [
    '',
    `${paint('logo', ' ▐▛███▛█')}   ${paint('bold', 'Claude Code')} ${paint('faint', `v${version}`)}`,
    `${paint('logo', '▝▜██████▀')}  ${paint('faint', 'Opus 5.5 · API Usage Billing')}`,
    `${paint('logo', ' ▝▝   ▝▝ ')}  ${paint('faint', process.cwd().slice(0, Math.max(0, columns - 12)))}`,
  ];
  return [...header, ...blocks.flatMap(block => drawBlock(block, columns))];
}

/** Notes hang directly below what they belong to; everything else begins after an empty line. */
function drawBlock({ kind, text }: Block, columns: number): string[] {
  const lines = wrap(text, columns - (kind === 'note' ? 5 : 2));
  const hang = (mark: string) => lines.map((line, row) => `${row === 0 ? mark : ' '} ${line}`.trimEnd());
  if (kind === 'note')
    return lines.map((line, row) => paint('faint', `${row === 0 ? '  ⎿ \u00a0' : '     '}${line}`));
  if (kind === 'user')
    return ['', ...lines.map((line, row) => paint('user', `${row === 0 ? '❯' : ' '} ${line}`))];
  if (kind === 'command') return ['', ...hang('!')];
  if (kind === 'tool') return ['', ...lines.map(line => `  ${line}`)];
  if (kind === 'done') return ['', ...lines.map(line => paint('faint', `✻ ${line}`))];
  return ['', ...hang(paint(kind === 'error' ? 'error' : 'bright', '●'))];
}
