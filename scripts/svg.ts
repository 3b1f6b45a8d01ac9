import type { IBufferCell, IBufferLine } from '@xterm/headless';
import xterm from '@xterm/headless';

export interface SvgOptions {
  readonly columns: number;
  /** Words in the middle of the window's bar. */
  readonly title: string;
  readonly ground: 'dark' | 'light';
}

/** Draws lines as `tmux capture-pane -e -p` gives them, as a picture of a terminal window. */
export async function renderSvg(
  lines: readonly string[],
  { columns, title, ground }: SvgOptions,
): Promise<string> {
  const theme = themes[ground];
  const rows = await readCells(lines, { columns, theme });
  const width = columns * cell.width + 2 * margin.side;
  const height = rows.length * cell.height + margin.top + margin.bottom;
  const drawn = rows.map((runs, row) => drawRow(runs, row)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}">
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="${theme.background}" stroke="${theme.border}"/>
${['#ff5f57', '#febc2e', '#28c840'].map((color, index) => `<circle cx="${20 + index * 20}" cy="19" r="6" fill="${color}"/>`).join('')}
<text x="${width / 2}" y="23.5" text-anchor="middle" fill="${theme.title}" font-family="${uiFont}" font-size="12.5" font-weight="600">${escapeXml(title)}</text>
<g font-family="${codeFont}" font-size="14" xml:space="preserve">
${drawn}
</g>
</svg>
`;
}

const cell = { width: 8.43, height: 19 };
const margin = { side: 16, top: 46, bottom: 14 };
const codeFont =
  "ui-monospace, 'JetBrains Mono', 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";
const uiFont = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";

/** A window and the sixteen named colours in it, normal and bright. */
interface Theme {
  readonly background: string;
  readonly foreground: string;
  readonly border: string;
  readonly title: string;
  readonly named: readonly string[];
}

const themes: Readonly<Record<SvgOptions['ground'], Theme>> = {
  dark: {
    background: '#15171e',
    foreground: '#d6d9e4',
    border: '#2c303d',
    title: '#8b90a3',
    named: [
      ...['#2a2e3a', '#f2777a', '#8ed081', '#f0c674', '#82aaff', '#c792ea', '#7fdbca', '#d6d9e4'],
      ...['#6b7089', '#ff8b92', '#a8e39c', '#ffd98a', '#9cbcff', '#ddb0f5', '#9ff0e0', '#ffffff'],
    ],
  },
  light: {
    background: '#fdfdfe',
    foreground: '#23262e',
    border: '#c9cdd8',
    title: '#6d7282',
    named: [
      ...['#23262e', '#b8242a', '#22701a', '#845300', '#1a56c4', '#7338b8', '#006a7a', '#e6e8ee'],
      ...['#5c6370', '#d13438', '#2f8a24', '#9a6300', '#2f6ae0', '#8a4dd0', '#007f90', '#ffffff'],
    ],
  },
};

/** Neighbouring cells that look the same. */
interface Run {
  readonly column: number;
  readonly cells: number;
  readonly text: string;
  readonly foreground: string;
  readonly background: string | undefined;
  /** Attributes of `<text>`, ready to write. */
  readonly style: string;
}

interface Reading {
  readonly columns: number;
  readonly theme: Theme;
}

async function readCells(lines: readonly string[], reading: Reading): Promise<Run[][]> {
  const { columns } = reading;
  const terminal = new xterm.Terminal({ cols: columns, rows: lines.length, allowProposedApi: true });
  await new Promise<void>(resolve => terminal.write(lines.join('\r\n'), resolve));
  const buffer = terminal.buffer.active;
  return lines.map((_, row) => readRuns(buffer.getLine(row), reading));
}

function readRuns(line: IBufferLine | undefined, { columns, theme }: Reading): Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < columns; column += 1) {
    const found = line?.getCell(column);
    if (!found || found.getWidth() === 0) continue;
    const next = runOf(found, column, theme);
    const last = runs.at(-1);
    const joins = last && looksLike(last, next) && last.column + last.cells === column;
    if (joins) runs.splice(-1, 1, { ...last, cells: last.cells + next.cells, text: last.text + next.text });
    else runs.push(next);
  }
  return runs;
}

function looksLike(a: Run, b: Run): boolean {
  return a.foreground === b.foreground && a.background === b.background && a.style === b.style;
}

function runOf(found: IBufferCell, column: number, theme: Theme): Run {
  const foreground =
    colorOf(theme, found.getFgColor(), found.isFgRGB() ? 'rgb' : found.isFgDefault() ? 'default' : 'index') ??
    theme.foreground;
  const background = colorOf(
    theme,
    found.getBgColor(),
    found.isBgRGB() ? 'rgb' : found.isBgDefault() ? 'default' : 'index',
  );
  const inverse = Boolean(found.isInverse());
  const style = [
    found.isBold() ? ' font-weight="700"' : '',
    found.isItalic() ? ' font-style="italic"' : '',
    found.isUnderline() ? ' text-decoration="underline"' : '',
    found.isDim() ? ' opacity="0.6"' : '',
  ].join('');
  return {
    column,
    cells: found.getWidth(),
    text: found.getChars() || ' ',
    foreground: inverse ? (background ?? theme.background) : foreground,
    background: inverse ? foreground : background,
    style,
  };
}

function colorOf(theme: Theme, value: number, kind: 'rgb' | 'index' | 'default'): string | undefined {
  if (kind === 'default') return undefined;
  if (kind === 'rgb') return hex(value);
  if (value < 16) return theme.named[value];
  if (value >= 232) return hex((8 + (value - 232) * 10) * 0x010101);
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  const index = value - 16;
  const [red, green, blue] = [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map(level);
  return hex(((red ?? 0) << 16) | ((green ?? 0) << 8) | (blue ?? 0));
}

function hex(value: number): string {
  return `#${value.toString(16).padStart(6, '0')}`;
}

function drawRow(runs: readonly Run[], row: number): string {
  const top = margin.top + row * cell.height;
  const backgrounds = joined(runs).map(
    ({ from, to, background }) =>
      `<rect x="${round(margin.side + from * cell.width)}" y="${top}" width="${round((to - from) * cell.width)}" height="${cell.height}" fill="${background}"/>`,
  );
  return [...backgrounds, ...runs.flatMap(words).map(run => drawText(run, top))].join('');
}

/** One shape for cells next to each other on the same background: between two a seam would be seen. */
function joined(runs: readonly Run[]) {
  const areas: { from: number; to: number; background: string }[] = [];
  for (const { column, cells, background } of runs) {
    if (!background) continue;
    const last = areas.at(-1);
    if (last?.to === column && last.background === background) last.to += cells;
    else areas.push({ from: column, to: column + cells, background });
  }
  return areas;
}

/** Without blanks on either side, which would be stretched with the text. */
function words(run: Run): Run[] {
  if (run.style.includes('underline')) return [run];
  const pieces = [...run.text.matchAll(/\S+(?: \S+)*/g)];
  const isNarrow = [...run.text].length === run.cells;
  if (!isNarrow) return run.text.trim() === '' ? [] : [run];
  return pieces.map(piece => {
    const before = [...run.text.slice(0, piece.index)].length;
    return { ...run, column: run.column + before, cells: [...piece[0]].length, text: piece[0] };
  });
}

/** Rules and blocks are drawn as shapes: a font leaves gaps between them. */
function drawText(run: Run, top: number): string {
  if (/^[─━]+$/.test(run.text)) {
    const y = top + cell.height / 2;
    const end = round(margin.side + (run.column + run.cells) * cell.width);
    return `<path d="M${round(margin.side + run.column * cell.width)} ${y}H${end}" stroke="${run.foreground}"${run.style}/>`;
  }
  const length = `textLength="${round(run.cells * cell.width)}" lengthAdjust="spacingAndGlyphs"`;
  return `<text ${place(run)} y="${top + 14}" ${length} fill="${run.foreground}"${run.style}>${escapeXml(run.text)}</text>`;
}

function place({ column }: Run): string {
  return `x="${round(margin.side + column * cell.width)}"`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
