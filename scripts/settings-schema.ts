import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { type SettingKey, settingKeys, settingTable } from '../src/core/settings/settings.ts';
import { commandList } from '../src/ui/commands/index.ts';
import { isBindable } from '../src/ui/keys/binding.ts';
import { keyText } from '../src/ui/keys/key-text.ts';

/** What stands in docs/settings.schema.json, made from the table of settings. */
export function settingsSchema(): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of agents',
    description:
      'In ~/.config/agents/settings.json; in .agents/settings.json of a repository only some of them.',
    // For Visual Studio Code: what else it would mark as wrong.
    allowComments: true,
    allowTrailingCommas: true,
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(settingKeys.map(key => [key, schemaOf(key)])),
      ...groups(),
      keys: keysSchema(),
      agents: {
        type: 'object',
        description: 'Agents that are not built in: docs/agents.md',
        additionalProperties: { type: 'object' },
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Each command with the keys that it has of its own. */
function keysSchema(): JsonSchema {
  const key: JsonSchema = { type: 'string' };
  const properties = commandList.filter(isBindable).map(({ name, keys }): [string, JsonSchema] => [
    name,
    {
      oneOf: [key, { type: 'array', items: key }],
      description: `Its own: ${[...new Set(Object.values(keys).flat())].map(each => keyText(each)).join(', ') || 'none'}`,
    },
  ]);
  return {
    ...schemaOf('keys'),
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(properties),
  };
}

/** `{"tmux": {"server": …}}` says the same as `{"tmux.server": …}`. */
function groups(): Readonly<Record<string, JsonSchema>> {
  const names = [
    ...new Set(settingKeys.filter(key => key.includes('.')).map(key => key.split('.')[0] ?? '')),
  ];
  return Object.fromEntries(
    names.map(name => {
      const keys = settingKeys.filter(key => key.startsWith(`${name}.`));
      const properties = Object.fromEntries(keys.map(key => [key.slice(name.length + 1), schemaOf(key)]));
      return [name, { type: 'object', additionalProperties: false, properties }];
    }),
  );
}

function schemaOf(key: SettingKey): JsonSchema {
  const { schema, fallback, doc } = settingTable[key];
  const { $schema: _draft, ...own } = toJsonSchema(schema, { errorMode: 'ignore' });
  return { ...own, description: doc, default: fallback as JsonSchema['default'] };
}
