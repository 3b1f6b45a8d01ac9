// Makes the pictures of docs/: runs a command in a real terminal, presses keys, and draws what it shows.
// `npm run picture` makes them all; `npm run picture -- --out FILE [--size 120x32] [--keys "Down Space"]
// [--wait TEXT] [--title WORDS] [--light] COMMAND` makes one.
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
  readonly ground?: 'dark' | 'light';
  /** Each `TEXT` is waited for, then its keys are pressed; the last has no keys. */
  readonly steps: readonly { readonly wait: string; readonly keys: readonly string[] }[];
}

/** Long enough in the demo that the ages of the rows tell something. */
const lived = 'test 24 of 600';
/** The rows of the demo under each other; each waits for what it shows. */
const question = ['Down'];

const demo = { command: 'agents demo', size: '110x32' };

const pictures: readonly Picture[] = [
  { ...demo, out: 'docs/view.svg', steps: [{ wait: lived, keys: [] }] },
  { ...demo, out: 'docs/light.svg', ground: 'light', steps: [{ wait: lived, keys: [] }] },
  peek('docs/peek.svg', [...question, 'Down', 'Down'], 'Do you want to make this edit'),
  peek('docs/plan.svg', [...question, 'Down'], 'Would you like to proceed?'),
  peek('docs/question.svg', [...question, 'Down', 'Down', 'Down', 'Down'], 'Which database should we use?'),
  {
    ...demo,
    out: 'docs/keys.svg',
    size: '100x34',
    steps: [
      { wait: lived, keys: ['?'] },
      { wait: 'Keys in the list', keys: [] },
    ],
  },
  { out: 'docs/empty.svg', command: 'agents', size: '90x24', steps: [{ wait: 'Describe a task', keys: [] }] },
];

function peek(out: string, way: readonly string[], wait: string): Picture {
  return {
    ...demo,
    out,
    steps: [
      { wait: lived, keys: [...way, 'Space'] },
      { wait, keys: [] },
    ],
  };
}

/** What the terminal says when it is asked. */
const backgrounds = { dark: '#15171e', light: '#fdfdfe' } as const;
/** The same for its first frame, which does not wait for the answer. */
const named = { dark: '15;0', light: '0;15' } as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    size: { type: 'string', default: '110x30' },
    keys: { type: 'string', default: '' },
    wait: { type: 'string', default: '' },
    title: { type: 'string', default: 'agents' },
    light: { type: 'boolean', default: false },
  },
});

for (const picture of values.out ? [fromArguments(values.out)] : pictures) await take(picture);

function fromArguments(out: string): Picture {
  const { size, wait, keys } = values;
  const pressed = keys.split(' ').filter(Boolean);
  const steps =
    pressed.length > 0
      ? [
          { wait, keys: pressed },
          { wait: '', keys: [] },
        ]
      : [{ wait, keys: [] }];
  return { out, size, ground: values.light ? 'light' : 'dark', command: positionals.join(' '), steps };
}

async function take({ out, command, size, ground = 'dark', steps }: Picture): Promise<void> {
  const [columns = 110, rows = 30] = size.split('x').map(Number);
  const home = makeScratchHome();
  try {
    // The demo's directory is shown, and reads best when it is short.
    const env = { ...home.env, COLORTERM: 'truecolor', COLORFGBG: named[ground], TMPDIR: home.root };
    const terminal = await startTerminal({
      columns,
      rows,
      env,
      cwd: home.project,
      background: backgrounds[ground],
    });
    try {
      await terminal.run(`clear; ${command}`);
      for (const { wait, keys } of steps) {
        await terminal.waitFor(wait, { limitMs: 30_000 });
        await terminal.press(...keys);
      }
      await terminal.settle();
      const lines = (await terminal.screenAnsi()).split('\n').slice(0, rows);
      await mkdir(dirname(out), { recursive: true });
      await writeFile(out, await renderSvg(lines, { columns, title: values.title, ground }));
      console.log(`${out}: ${columns}x${rows}`);
    } finally {
      await terminal.close();
    }
  } finally {
    await home.cleanup();
  }
}
