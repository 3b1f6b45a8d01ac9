import * as v from 'valibot';
import { type Reason, reasons } from '../notify/notification.ts';
import { isRecord } from '../schema.ts';
import { backendSettings } from './backend-choice.ts';
import {
  agentName,
  between,
  branchPrefix,
  choice,
  command,
  minutes,
  onOff,
  paths,
  percent,
  setting,
} from './setting.ts';

/** Every setting, by its key; a new one is one entry here. docs/settings.md and the JSON schema come from it. */
export const settingTable = {
  agent: setting<string>({
    schema: v.pipe(v.string(), v.regex(agentName)),
    fallback: 'claude',
    wants: 'the name of an agent, for example "claude"',
    doc: 'What a new session runs when you name no agent',
    project: true,
    variable: 'AGENTS_AGENT',
  }),
  backend: choice(
    backendSettings,
    'Where new sessions live: `"in-process"` in the view itself, with which they end; `"iterm2"` in split panes of iTerm2; `"auto"` [where it fits](backends.md#auto); else in tmux, or in the view where there is no tmux',
    { variable: 'AGENTS_BACKEND' },
  ),
  'tmux.server': choice(
    ['agents', 'default'],
    '`"default"` puts sessions on your own tmux server, so that plain `tmux ls` lists them; refused where its `exit-unattached` is on',
  ),
  adopt: onOff(true, 'Whether agents that were not started here are listed, too'),
  'pulls.interval': setting<number>({
    schema: between(0, 86_400),
    fallback: 30,
    wants: 'a number of seconds; 0 for never',
    doc: 'Seconds between two requests to GitHub about the open pull requests of a repository, while a view is open; `0` never asks',
  }),
  theme: choice(
    ['auto', 'dark', 'light'],
    'Whether colours are for a dark or a light background; `"auto"` asks the terminal',
    { variable: 'AGENTS_THEME' },
  ),
  colours: choice(
    ['auto', 'none', '16', '256', 'truecolor'],
    'How many colours are used; `"auto"` goes by `NO_COLOR`, `COLORTERM` and `TERM`',
    { variable: 'AGENTS_COLOURS' },
  ),
  mouse: onOff(
    true,
    'Whether clicks and the wheel are for the view; the terminal’s own selection needs Shift then',
  ),
  ascii: onOff(false, '`true` draws with ASCII alone, as is done anyway where the locale is not UTF-8'),
  keys: setting<Readonly<Record<string, unknown>>>({
    schema: v.custom(isRecord),
    fallback: {},
    wants: 'keys by command, for example {"pin": "ctrl+n"}',
    doc: 'Keys of your own for commands of the view, by their [names](keys.md#your-own-keys), for example `{"pin": "ctrl+n"}`',
  }),
  'notify.on': setting<readonly Reason[]>({
    schema: v.array(v.picklist(reasons)),
    fallback: ['needs-input', 'failed'],
    wants: 'a list of "needs-input", "failed" and "completed"',
    doc: 'What you are told of: any of `"needs-input"`, `"failed"` and `"completed"`',
  }),
  'notify.desktop': onOff(true, 'Whether the desktop shows it, through `notify-send` or `osascript`'),
  'notify.command': command(
    'a command',
    'A command of yours that is run for each, with JSON on standard input and `AGENTS_NOTIFY_TITLE`, `_BODY`, `_REASON` and `_IDS` set',
  ),
  'notify.bell': onOff(true, "Whether an open view rings its terminal's bell"),
  'notify.osc': choice(
    ['auto', 'none', '9', '777'],
    'How an open view tells its terminal; `"auto"`: where the desktop is not told and the terminal is known to show it',
  ),
  'notify.quietWhenSeen': onOff(
    true,
    'Whether nothing is sent for what you have before you: in use within 30 s, or attached',
  ),
  'worktree.bgIsolation': choice(
    ['worktree', 'none'],
    '`"none"`: agents work in the directory itself, not each in a worktree of its own',
    { project: true },
  ),
  'worktree.branchPrefix': setting<string>({
    schema: v.pipe(v.string(), v.regex(branchPrefix)),
    fallback: 'agents/',
    wants: 'the beginning of a branch name, for example "agents/" or "me/"',
    doc: "What the names of sessions' branches begin with",
  }),
  'worktree.copy': paths(
    'a list of paths or patterns inside the repository, for example [".env", ".env.*"]',
    'Ignored files that a new worktree gets a copy of, for example `[".env", ".env.*"]`',
    { project: true },
  ),
  'worktree.link': paths(
    'a list of paths inside the repository, for example ["node_modules"]',
    'Ignored files and directories that a new worktree gets a link to, for example `["node_modules"]`',
    { project: true },
  ),
  'worktree.setup': command(
    'a command, for example "npm ci"',
    'A command that runs in a new worktree before the agent starts',
  ),
  'worktree.create': command(
    'a command that prints the path of a directory',
    'Outside git: a command that makes a directory for a new session and prints its path',
  ),
  'lifetime.idleMinutes': minutes(
    60,
    'How long a finished session that nobody is in keeps its process; `0`: for ever',
  ),
  'lifetime.emptyMinutes': minutes(
    5,
    'How long the row of a session stays that was never given a prompt; `0`: for ever',
  ),
  'lifetime.endedJobMinutes': minutes(
    5,
    'How long the row of a shell job stays after its end; `0`: for ever',
  ),
  'lifetime.memoryFreePercent': percent(
    10,
    'With less memory free, idle sessions are stopped before their time; `0`: never',
  ),
  maxSessions: setting<number>({
    schema: v.pipe(v.number(), v.integer(), v.minValue(0)),
    fallback: 0,
    wants: 'a whole number, 0 or more',
    doc: 'How many agents may run at once; more are queued. `0`: any number',
  }),
  'queue.memoryFreePercent': percent(25, 'With less memory free, new sessions are queued; `0`: never'),
  'queue.maxMemoryStallPercent': percent(
    40,
    'The same when programs wait for memory for a larger part of the time (Linux PSI); `0`: never',
  ),
  'queue.maxSwapGrowthMb': setting<number>({
    schema: v.pipe(v.number(), v.minValue(0)),
    fallback: 200,
    wants: 'a number of megabytes, 0 or more',
    doc: 'The same when more than this goes to swap in five seconds; `0`: never',
  }),
  'queue.maxLoadPerCore': setting<number>({
    schema: v.pipe(v.number(), v.minValue(0)),
    fallback: 16,
    wants: 'a number, 0 or more',
    doc: 'The same when more tasks want to run on each core; `0`: never',
  }),
  'queue.staggerMs': setting<number>({
    schema: between(0, 600_000),
    fallback: 2000,
    wants: 'a number of milliseconds, 0 or more',
    doc: 'Least time between the starts of two queued sessions',
  }),
  disableAgentView: onOff(false, '`true` switches `agents` off: no view opens and nothing is started', {
    variable: 'AGENTS_DISABLE',
  }),
};

type Table = typeof settingTable;
export type SettingKey = keyof Table;

/** The value of every setting. */
export type Settings = { readonly [Key in SettingKey]: Table[Key]['fallback'] };

export const settingKeys = Object.keys(settingTable) as readonly SettingKey[];

export const defaultSettings = Object.fromEntries(
  settingKeys.map(key => [key, settingTable[key].fallback]),
) as Settings;

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingTable, key);
}
