import { optionWords } from '../src/cli/help.ts';
import { type Verb, verbs } from '../src/cli/verbs.ts';
import { findingCodes } from '../src/core/doctor/finding-codes.ts';
import { errorCodes } from '../src/core/errors/error-codes.ts';
import { stateMeanings, states } from '../src/core/session/state.ts';
import { settingKeys, settingTable } from '../src/core/settings/settings.ts';
import { commandList } from '../src/ui/commands/index.ts';
import { isBindable } from '../src/ui/keys/binding.ts';
import { keysText, keyText } from '../src/ui/keys/key-text.ts';
import { type HelpGroup, helpEntry, helpGroups } from '../src/ui/view/help-lines.ts';

/** The pages with marked sections, and what stands in each section. */
const pages: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'README.md': { 'ten-keys': tenKeys },
  'docs/keys.md': {
    'list-keys': () => keyTables(helpGroups('list')),
    'peek-keys': peekKeys,
    'diff-keys': diffKeys,
    'command-names': commandNames,
  },
  'docs/verbs.md': {
    verbs: verbTable,
    'verb-options': verbSections,
    'error-codes': () => codeTable(errorCodes),
  },
  'docs/troubleshooting.md': { 'finding-codes': () => codeTable(findingCodes) },
  'docs/settings.md': { settings: settingsTable },
  'docs/states.md': { states: stateTable },
};
export const pagesWithTables = Object.keys(pages);

/** A page with its marked sections made again from the commands, verbs and settings of the program. */
export function withTables(page: string, text: string): string {
  return Object.entries(pages[page] ?? {}).reduce((before, [name, make]) => {
    const section = new RegExp(`(<!-- ${name}:[^>]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!section.test(before)) throw new Error(`${page} has no section "${name}": its marks are gone.`);
    return before.replace(section, (_all, open: string, close: string) => `${open}\n${make()}\n\n${close}`);
  }, text);
}

/** By their commands' names: enough for a first day. */
const firstDay = [
  ...['dispatch', 'peek', 'choose', 'attach', 'next that asks'],
  ...['diff', 'stop', 'find', 'back', 'help'],
];

function tenKeys(): string {
  const rows = firstDay.map(name => {
    const command = commandList.find(one => one.name === name);
    if (!command?.doc) throw new Error(`No command is called "${name}": mend the ten keys of the README.`);
    const isInList = (command.keys.list?.length ?? 0) > 0;
    return helpEntry(command, isInList ? 'list' : 'peek');
  });
  return table(['Key', 'What it does'], rows);
}

/** Those that do something else than in the list. */
function peekKeys(): string {
  const list = helpGroups('list').flatMap(({ entries }) => entries);
  const isTheSame = ([keys, doc]: readonly [string, string]) =>
    list.some(([otherKeys, otherDoc]) => keys === otherKeys && doc === otherDoc);
  const groups = helpGroups('peek').map(({ title, entries }) => ({
    title,
    entries: entries.filter(entry => !isTheSame(entry)),
  }));
  return keyTables(groups.filter(({ entries }) => entries.length > 0));
}

/** All keys of each, together with those of the command that goes the other way. */
function diffKeys(): string {
  const keysOf = (wanted: string) => commandList.find(({ name }) => name === wanted)?.keys.diff ?? [];
  const rows = commandList.flatMap(({ name, helpWith = [], doc }) => {
    const own = keysOf(name);
    if (doc === undefined || own.length === 0) return [];
    const sides = [own, ...helpWith.map(keysOf)];
    const count = Math.max(...sides.map(({ length }) => length));
    const pairs = Array.from({ length: count }, (_, at) => keysText(sides.flatMap(side => side[at] ?? [])));
    return [[pairs.join(', '), doc]];
  });
  return table(['Key', 'What it does'], rows);
}

function stateTable(): string {
  return table(
    ['State', 'Meaning'],
    states.map(state => [`\`${state}\``, stateMeanings[state]]),
  );
}

/** The commands whose keys can be changed, with what `keys` calls them. */
function commandNames(): string {
  const rows = commandList.filter(isBindable).map(({ name, keys, keeps = [] }) => {
    const own = [...new Set(Object.values(keys).flat())].map(keyText);
    const kept = keeps.length > 0 ? `keeps ${keeps.map(keyText).join(' and ')}` : '';
    return [`\`${name}\``, own.join(', ') || 'none', Object.keys(keys).join(', '), kept];
  });
  return table(['Command', 'Its own keys', 'Where', ''], rows);
}

function keyTables(groups: readonly HelpGroup[]): string {
  return groups
    .map(({ title, entries }) => `### ${title}\n\n${table(['Key', 'What it does'], entries)}`)
    .join('\n\n');
}

function verbTable(): string {
  const view = [
    ['`agents`', 'Open the view'],
    ['`agents --cwd PATH`', 'Open it with only the sessions started at or under PATH'],
    ['`agents --agent A --model M …`', 'Open it with what its new sessions run'],
    ['`agents --json`', 'Print the sessions whose process lives, as JSON'],
  ] as const;
  const rows = verbs.map(({ usage, doc }) => [`\`${usage}\``, doc] as const);
  return table(['Command', 'What it does'], [...view, ...rows]);
}

function verbSections(): string {
  return verbs.map(verbSection).join('\n\n');
}

function verbSection({ name, doc, usage, example, options }: Verb): string {
  const rows = Object.entries(options).map(([word, option]) => [
    `\`${optionWords(word, option)}\``,
    option.doc,
  ]);
  const examples = [usage, ...(example === usage ? [] : [example])].join('\n');
  const words = rows.length > 0 ? [table(['Option', 'What it does'], rows)] : [];
  return [`### agents ${name}`, `${doc}.`, `\`\`\`\n${examples}\n\`\`\``, ...words].join('\n\n');
}

function codeTable(codes: Readonly<Record<string, string>>): string {
  return table(
    ['Code', 'What it means'],
    Object.entries(codes).map(([code, doc]) => [`\`${code}\``, doc]),
  );
}

function settingsTable(): string {
  const rows = settingKeys.map(key => {
    const { fallback, doc, project, variable } = settingTable[key];
    const also = [project ? 'also by a project' : '', variable ? `\`${variable}\`` : ''].filter(Boolean);
    return [`\`${key}\``, `\`${JSON.stringify(fallback)}\``, [doc, ...also].join('; ')];
  });
  const described = [
    '`agents`',
    'none',
    'Agents that are not built in, [described by you](agents.md#agents-of-your-own), and [rules](agents.md#when-the-rules-of-a-built-in-agent-do-not-fit) for those that are',
  ];
  return table(['Setting', 'Default', 'Meaning'], [...rows, described]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|');
}
