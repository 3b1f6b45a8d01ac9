import type { Agent, Launch, LaunchRequest } from '../shared/agent.ts';
import { seal } from '../shared/message-steps.ts';
import { withoutBanner } from '../shared/start-banner.ts';
import { answerOpencode } from './opencode-answers.ts';
import { isOpencodeSession, readOpencodeEvent } from './opencode-events.ts';
import { readOpencodeLayout } from './opencode-layout.ts';
import { opencodePlugin } from './opencode-plugin.ts';
import { readOpencodeScreen } from './opencode-screen.ts';

export const opencode: Agent = {
  name: 'opencode',
  label: 'OpenCode',
  program: 'opencode',
  packageName: 'opencode-ai',
  promptColumn: 5,
  isConversation: ([first = '']) => !verbs.has(first),
  // The first asks for the second; with 0.2 s between them they count as one.
  interruptKeys: ['escape', 'escape'],
  interruptGapMs: 500,
  // At the right end of a wide terminal the footer goes on behind these words.
  shellMode: { mark: /\sesc exit shell mode(?:\s|$)/u },
  isFullScreen: true,
  pasteGapMs: 200,
  // It trims nothing. Its menu closes only when something is typed before what opened it (1.18.33).
  typing: {
    after: [seal('home'), seal('space'), seal('backspace')],
    afterIsText: true,
    // A message stands two columns behind the bar.
    openMenu: /^ *┃ \S/u,
    menuLine: /^ *┃ (\/\S+)/u,
  },
  options: {
    agent: value => ['--agent', value],
    model: value => ['--model', value],
    'permission-mode': value => permissionModes[value],
    'dangerously-skip-permissions': () => ['--auto'],
  },
  // Its models are those of the providers that the person has: there is no short list.
  choices: { 'permission-mode': ['plan'] },
  namesConversation: true,
  launch,
  readScreen: readOpencodeScreen,
  outputLines: screen => withoutBanner(readOpencodeLayout(screen).transcript, banner),
  readEvent: readOpencodeEvent,
  answer: answerOpencode,
};

/** Its name in large letters stands on the empty screen, and again when it has ended. */
const banner = [/^ *█▀▀█ █▀▀█ /mu];

/** Its `plan` agent may not edit (1.18.33). */
const permissionModes: Readonly<Record<string, readonly string[]>> = {
  plan: ['--agent', 'plan'],
  bypassPermissions: ['--auto'],
};

/** What `opencode --help` lists besides a directory to work in; `attach` is a conversation too. */
const verbs: ReadonlySet<string> = new Set(
  `acp agent auth completion console db debug export generate github import login logout mcp models plug plugin pr
  providers run serve session stats uninstall upgrade web`.split(/\s+/u),
);

const pluginFile = 'opencode-plugin.js';

function launch({ spec, directory, hasPrompt, resume }: LaunchRequest): Launch {
  // OpenCode names a conversation itself; its first event tells the name.
  const id = resume && spec.sessionId && isOpencodeSession(spec.sessionId) ? spec.sessionId : undefined;
  // OpenCode merges this with the person's own configuration.
  const path = [...directory.split('/'), pluginFile].map(encodeURIComponent).join('/');
  return {
    argv: ['opencode', ...(id ? ['-s', id] : []), ...spec.flags],
    // With `-s` it passes over `--prompt`: then the plugin sends it.
    promptAsArgument: hasPrompt && !id,
    // As two words, a prompt that begins with a dash would be an option.
    promptOption: '--prompt=',
    environment: {
      OPENCODE_CONFIG_CONTENT: JSON.stringify({ plugin: [`file://${path}`] }),
      ...(id && hasPrompt && { AGENTS_PLUGIN_RESUMED: id }),
    },
    files: { [pluginFile]: opencodePlugin() },
  };
}
