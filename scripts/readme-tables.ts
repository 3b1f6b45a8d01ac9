import { verbs } from '../src/cli/verbs.ts';
import { settingKeys, settingTable } from '../src/core/settings/settings.ts';
import { helpGroups } from '../src/ui/view/help-lines.ts';

/** The README with its marked sections made again from the command table and the list of verbs. */
export function withTables(readme: string): string {
  const sections = { keys: keyTables(), verbs: verbTable(), settings: settingsTable() };
  return Object.entries(sections).reduce((text, [name, table]) => replaceSection(text, name, table), readme);
}

/** The keys of the list, then those of the peek that do something else there. */
function keyTables(): string {
  const list = helpGroups('list').flatMap(({ entries }) => entries);
  const isTheSame = ([keys, doc]: readonly [string, string]) =>
    list.some(([otherKeys, otherDoc]) => keys === otherKeys && doc === otherDoc);
  const peek = helpGroups('peek').flatMap(({ entries }) => entries.filter(entry => !isTheSame(entry)));
  return `${table(['Key', 'In the list'], list)}\n\n${table(['Key', 'In the peek'], peek)}`;
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

function settingsTable(): string {
  const rows = settingKeys.map(key => {
    const { fallback, doc, project, variable } = settingTable[key];
    const also = [project ? 'also by a project' : '', variable ? `\`${variable}\`` : ''].filter(Boolean);
    return [`\`${key}\``, `\`${JSON.stringify(fallback)}\``, [doc, ...also].join('; ')];
  });
  const described = [
    '`agents`',
    'none',
    'Agents that are not built in, described by you: [docs/agents.md](docs/agents.md)',
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

function replaceSection(readme: string, name: string, text: string): string {
  const section = new RegExp(`(<!-- ${name}:[^>]*-->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!section.test(readme)) throw new Error(`README.md has no section "${name}": its marks are gone.`);
  return readme.replace(section, (_all, open: string, close: string) => `${open}\n${text}\n\n${close}`);
}
