import type { Agent, Launch, LaunchRequest } from '../shared/agent.ts';
import { sameName } from '../shared/launch-options.ts';
import { seal } from '../shared/message-steps.ts';
import { withoutBanner } from '../shared/start-banner.ts';
import { shellQuote } from '../shared/start-script.ts';
import { answerCopilot } from './copilot-answers.ts';
import { copilotEvents, readCopilotEvent } from './copilot-events.ts';
import { readCopilotLayout } from './copilot-layout.ts';
import { readCopilotScreen } from './copilot-screen.ts';

const modes: Readonly<Record<string, readonly string[]>> = {
  manual: ['--mode=interactive'],
  default: ['--mode=interactive'],
  plan: ['--mode=plan'],
  acceptEdits: ['--allow-tool=write'],
  bypassPermissions: ['--allow-all'],
};

export const copilot: Agent = {
  name: 'copilot',
  label: 'Copilot CLI',
  program: 'copilot',
  packageName: '@github/copilot',
  promptColumn: 2,
  isConversation: words =>
    !words.some(word => /^(?:-p|--prompt|--acp|--headless|--server)(?:=|$)/u.test(word)) &&
    !verbs.has(words[0] ?? ''),
  interruptKeys: ['escape', 'escape'],
  // It takes two at once for one, and two that are 0.3 s apart for one each (1.0.102).
  interruptGapMs: 120,
  shellMode: { mark: /^\s*(?:← open sidebar · )?Shell · /u },
  pasteGapMs: 200,
  typing: { after: [seal('space')], menuLine: /^\s*┃ ❯ (\/\S+)/u, openMenu: /^\s*┃ ❯ \// },
  options: {
    agent: value => [`--agent=${value}`],
    model: value => [`--model=${value}`],
    effort: value => [`--reasoning-effort=${value}`],
    'permission-mode': value => modes[value],
    'add-dir': sameName('add-dir'),
    'plugin-dir': sameName('plugin-dir'),
    'mcp-config': value => ['--additional-mcp-config', value],
    'dangerously-skip-permissions': () => ['--allow-all'],
  },
  choices: {
    effort: ['low', 'medium', 'high', 'xhigh', 'max'],
    'permission-mode': ['plan', 'manual', 'acceptEdits'],
  },
  launch,
  readScreen: readCopilotScreen,
  outputLines: screen => withoutBanner(readCopilotLayout(screen).transcript, banner),
  readEvent: readCopilotEvent,
  answer: answerCopilot,
};

const verbs = new Set(
  'app login help init config update version workflow sessions memories plugin mcp skill instruction lsp sandbox completion'.split(
    ' ',
  ),
);

/** Its picture with its version, and what it says of its settings. */
const banner = [/Copilot v\d/mu, /^ ● (?:Tip: |No copilot-instructions\.md)/mu, /^ ! Model "/mu];

/** Its hooks come with a plugin for this session, beside the person's own. */
function launch({ spec, directory, hook, resume }: LaunchRequest): Launch {
  const { sessionId, flags } = spec;
  const conversation = sessionId ? [`${resume ? '--resume' : '--session-id'}=${sessionId}`] : [];
  return {
    argv: ['copilot', ...conversation, '--plugin-dir', directory, ...flags],
    promptAsArgument: true,
    promptOption: '--interactive=',
    environment: {},
    files: {
      'plugin.json': json({ name: 'agents', version: '1.0.0', hooks: 'copilot-hooks.json' }),
      'copilot-hooks.json': json({ version: 1, hooks: hooksFor(hook) }),
    },
  };
}

function hooksFor(hook: string) {
  const entry = (event: string) => ({
    type: 'command',
    bash: `/bin/sh ${shellQuote(hook)} ${event}`,
    timeoutSec: 5,
  });
  return Object.fromEntries(copilotEvents.map(event => [event, [entry(event)]]));
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
