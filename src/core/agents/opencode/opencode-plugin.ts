/**
 * The plugin that OpenCode loads for one session: plain JavaScript in the job directory. It drops what OpenCode tells
 * into the inbox as `<unique>.<EventName>.json`. A subagent is a session too, with a parent: of those only what asks
 * the person is told. At the end of a turn it adds how that ended, since `session.idle` says nothing of it.
 */
export function opencodePlugin(): string {
  return plugin;
}

// An OpenCode that the agent itself starts inherits the environment: the owner's pid keeps that one silent.
const plugin = `// Tells agents what this session does. Written by agents; changes are lost.
const { readFileSync, renameSync, writeFileSync } = process.getBuiltinModule('node:fs');
const { join } = process.getBuiltinModule('node:path');

const { AGENTS_JOB_DIR: directory, AGENTS_HOME: home, AGENTS_PLUGIN_OWNER: owner = '' } = process.env;
const self = directory + ':' + process.pid;
const isOurs = Boolean(directory) && (owner === self || !owner.startsWith(directory + ':'));
const children = new Set();
const turns = new Map();
const ran = new Set();
let count = 0;

export const Agents = async ({ client }) => {
  if (!isOurs) return {};
  process.env.AGENTS_PLUGIN_OWNER = self;
  const resumed = process.env.AGENTS_PLUGIN_RESUMED;
  delete process.env.AGENTS_PLUGIN_RESUMED;
  if (resumed) setTimeout(() => prompt(client, resumed), 1000);
  return {
    event: async ({ event }) => {
      try {
        tell(event.type, event.properties ?? {});
      } catch {}
    },
  };
};

async function prompt(client, id) {
  try {
    const text = readFileSync(join(directory, 'prompt.md'), 'utf8');
    await client.session.promptAsync({ path: { id }, body: { parts: [{ type: 'text', text }] } });
  } catch (error) {
    drop('Idle', { sessionID: id, error: { name: 'PromptNotSent', data: { message: 'The prompt was not sent: ' + error } } });
  }
}

function tell(type, data) {
  const { info, part } = data;
  if (type.startsWith('session.') && info?.parentID) children.add(info.id);
  const id = data.sessionID ?? info?.sessionID ?? part?.sessionID ?? info?.id;
  const asks = { 'permission.asked': 'PermissionAsked', 'permission.updated': 'PermissionAsked',
    'permission.replied': 'PermissionReplied', 'question.asked': 'QuestionAsked',
    'question.replied': 'QuestionReplied', 'question.rejected': 'QuestionReplied' };
  if (Object.hasOwn(asks, type)) return drop(asks[type], { ...data, isChild: children.has(id) });
  if (!id || children.has(id)) return;
  const turn = turns.get(id) ?? {};
  if (type === 'message.updated' && info?.role === 'user' && turn.prompt !== info.id) {
    turns.set(id, { prompt: info.id });
    drop('Prompt', { sessionID: id });
  } else if (type === 'message.updated' && info?.role === 'assistant') {
    turns.set(id, { ...turn, message: info.id, finish: info.finish, error: info.error ?? turn.error });
  } else if (type === 'message.part.updated' && part?.messageID === turn.message) {
    tellPart(id, turn, part);
  } else if (type === 'session.error') {
    turns.set(id, { ...turn, error: data.error });
  } else if (type === 'session.status' || type === 'session.idle') {
    tellStatus(id, turn, data.status ?? { type: 'idle' });
  }
}

function tellPart(id, turn, part) {
  if (part.type === 'text' && part.text) turns.set(id, { ...turn, text: part.text });
  if (part.type !== 'tool') return;
  if (part.state?.status === 'completed' && !ran.has(part.callID)) {
    ran.add(part.callID);
    drop('ToolRan', { sessionID: id, tool: part.tool });
  }
  if (part.state?.status !== 'running' || turn.call === part.callID) return;
  turns.set(id, { ...turn, call: part.callID, text: undefined });
  drop('ToolRunning', { sessionID: id, tool: part.tool, input: part.state.input });
}

function tellStatus(id, turn, status) {
  const said = JSON.stringify(status);
  if (turn.status === said) return;
  turns.set(id, { ...turn, status: said });
  const names = { busy: 'Busy', retry: 'Retry', idle: 'Idle' };
  const { text, finish, error } = turn;
  if (Object.hasOwn(names, status.type))
    drop(names[status.type], { sessionID: id, ...status, ...(status.type === 'idle' && { text, finish, error }) });
}

function drop(name, data) {
  count += 1;
  const file = 'opencode-' + process.pid + '-' + Date.now() + '-' + count + '.' + name + '.json';
  const inbox = join(directory, 'inbox');
  const short = (key, value) => (typeof value === 'string' ? value.slice(-20000) : value);
  writeFileSync(join(inbox, '.' + file), JSON.stringify(data, short), { mode: 0o600, flag: 'wx' });
  renameSync(join(inbox, '.' + file), join(inbox, file));
  if (home) writeFileSync(join(home, 'daemon', 'wake'), '\\n');
}
`;
