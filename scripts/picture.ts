// Makes the pictures of docs/: runs a command in a real terminal, presses keys, and draws what it shows.
// `npm run picture` makes them all; `npm run picture -- --out FILE [--size 120x32] [--keys "Down Space"]
// [--wait TEXT] [--title WORDS] COMMAND` makes one.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { makeScratchHome } from '../test/helpers/scratch-home.ts';
import { startTerminal } from '../test/helpers/terminal.ts';
import { renderSvg } from './svg.ts';

interface Picture {
  readonly out: string;
  readonly command: string;
  readonly size: string;
  readonly title: string;
  /** Each `TEXT` is waited for, then its keys are pressed; the last has no keys. */
  readonly steps: readonly { readonly wait: string; readonly keys: readonly string[] }[];
}

/** Long enough in the demo that the ages of the rows tell something. */
const lived = { wait: 'test 24 of 600', keys: [] };

const pictures: readonly Picture[] = [
  { out: 'docs/view.svg', command: 'agents demo', size: '110x30', title: 'agents', steps: [lived] },
  {
    out: 'docs/peek.svg',
    command: 'agents demo',
    size: '110x34',
    title: 'agents',
    steps: [
      { ...lived, keys: ['Down', 'Down', 'Down', 'Space'] },
      { wait: 'Do you want to proceed?', keys: [] },
    ],
  },
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    size: { type: 'string', default: '110x30' },
    keys: { type: 'string', default: '' },
    wait: { type: 'string', default: '' },
    title: { type: 'string', default: 'agents' },
  },
});

for (const picture of values.out ? [fromArguments(values.out)] : pictures) await take(picture);

function fromArguments(out: string): Picture {
  const { size, title, wait, keys } = values;
  const pressed = keys.split(' ').filter(Boolean);
  const steps =
    pressed.length > 0
      ? [
          { wait, keys: pressed },
          { wait: '', keys: [] },
        ]
      : [{ wait, keys: [] }];
  return { out, size, title, command: positionals.join(' '), steps };
}

async function take({ out, command, size, title, steps }: Picture): Promise<void> {
  const [columns = 110, rows = 30] = size.split('x').map(Number);
  const home = makeScratchHome();
  try {
    const env = { ...home.env, COLORTERM: 'truecolor' };
    const terminal = await startTerminal({ columns, rows, env, cwd: home.project });
    try {
      await terminal.run(`clear; ${command}`);
      for (const { wait, keys } of steps) {
        await terminal.waitFor(wait, { limitMs: 30_000 });
        await terminal.press(...keys);
      }
      await terminal.settle();
      const lines = (await terminal.screenAnsi()).split('\n').slice(0, rows);
      await mkdir(dirname(out), { recursive: true });
      await writeFile(out, await renderSvg(lines, { columns, title }));
      console.log(`${out}: ${columns}x${rows}`);
    } finally {
      await terminal.close();
    }
  } finally {
    await home.cleanup();
  }
}
