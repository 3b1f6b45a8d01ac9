import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import { type SettingKey, settingKeys, settingTable } from '../src/core/settings/settings.ts';

/** What stands in docs/settings.schema.json, made from the table of settings. */
export function settingsSchema(): string {
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of agents',
    description:
      'In ~/.config/agents/settings.json; in .agents/settings.json of a repository only some of them.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      ...Object.fromEntries(settingKeys.map(key => [key, schemaOf(key)])),
      ...groups(),
      agents: {
        type: 'object',
        description: 'Agents that are not built in: docs/agents.md',
        additionalProperties: { type: 'object' },
      },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
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
