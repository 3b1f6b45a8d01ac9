import type { VerbOption } from './verb.ts';
import { type Verb, verbs } from './verbs.ts';

export function helpText(): string {
  const width = Math.max(...verbs.map(verb => verb.name.length));
  return [
    'agents: the terminal control room for coding agents',
    '',
    '  agents                  open the view',
    '  agents --cwd PATH       only sessions started at or under PATH',
    '  agents --agent A …      what its new sessions run; also --model, --effort, --permission-mode',
    '  agents --backend B      where they live: tmux, in-process, iterm2 or auto',
    '  agents --json           live sessions as JSON; also with --cwd PATH',
    '',
    ...verbs.map(verb => `  agents ${verb.name.padEnd(width)}  ${verb.doc}`),
    '',
    '"agents <verb> --help" shows its words and an example.',
  ].join('\n');
}

export function verbHelp(verb: Verb): string {
  const options = Object.entries(verb.options).map(([name, option]) => [
    optionWords(name, option),
    option.doc,
  ]);
  const width = Math.max(0, ...options.map(([words = '']) => words.length));
  const lines = options.map(([words = '', doc]) => `  ${words.padEnd(width)}  ${doc}`);
  const shown = lines.length > 0 ? ['', 'Options:', ...lines] : [];
  return [`${verb.doc}.`, '', `  ${verb.usage}`, ...shown, '', 'Example:', `  ${verb.example}`].join('\n');
}

/** `-n, --lines LINES` */
export function optionWords(name: string, { short, value }: VerbOption): string {
  const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return value === undefined ? names : `${names} ${value}`;
}
