import type { Spec } from '../../session/session.ts';
import type { Agent, Launch, LaunchRequest } from '../shared/agent.ts';
import { seal } from '../shared/message-steps.ts';
import { withoutBanner } from '../shared/start-banner.ts';
import { script, shellQuote } from '../shared/start-script.ts';
import { answerQwen } from './qwen-answers.ts';
import { qwenEvents, readQwenEvent } from './qwen-events.ts';
import { readQwenLayout } from './qwen-layout.ts';
import { readQwenScreen } from './qwen-screen.ts';

const approvalModes: Readonly<Record<string, string>> = {
  manual: 'default',
  default: 'default',
  acceptEdits: 'auto-edit',
  auto: 'auto',
  plan: 'plan',
  bypassPermissions: 'yolo',
};

export const qwen: Agent = {
  name: 'qwen',
  label: 'Qwen Code',
  program: 'qwen',
  packageName: '@qwen-code/qwen-code',
  promptColumn: 2,
  isConversation: words =>
    !words.some(word => /^(?:-p|--prompt|--acp|--list-extensions|-l)$/u.test(word)) &&
    !verbs.has(words[0] ?? ''),
  interruptKeys: ['escape'],
  shellMode: { mark: /^\s*shell mode enabled \(esc to disable\)/u, stays: true },
  pasteGapMs: 200,
  typing: { before: [{ text: '\n' }], after: [seal('space')], readsPaths: true },
  options: {
    model: value => ['--model', value],
    'permission-mode': value => {
      const mode = approvalModes[value];
      return mode === undefined ? undefined : ['--approval-mode', mode];
    },
    'add-dir': value => ['--include-directories', value],
    'mcp-config': value => ['--mcp-config', value],
    'fallback-model': value => ['--fallback-model', value],
    'dangerously-skip-permissions': () => ['--approval-mode', 'yolo'],
  },
  choices: { 'permission-mode': ['plan', 'manual', 'acceptEdits', 'auto'] },
  launch,
  readScreen: readQwenScreen,
  outputLines: screen => withoutBanner(readQwenLayout(screen).transcript, banner),
  readEvent: readQwenEvent,
  answer: answerQwen,
};

const verbs = new Set(
  'auth board channel extensions hooks mcp review sandbox serve sessions update'.split(' '),
);

/** Its logo with version and directory, a tip, and what it warns of. */
const banner = [
  />_ Qwen Code \(v\d/mu,
  /^ {2}(?:██|╚═|│ )/mu,
  /^ {2}Tips: /mu,
  /^│ Ripgrep not available/mu,
  /^ {2}● (?:Extensions changed on disk|Read context files)/mu,
];

function launch({ spec, directory, hook, resume }: LaunchRequest): Launch {
  return {
    argv: ['/bin/sh', `${directory}/qwen.sh`],
    promptAsArgument: true,
    environment: {},
    files: {
      'qwen.sh': startScript(spec, directory, resume),
      'qwen-defaults.json': `${JSON.stringify(hooksFor(hook), null, 2)}\n`,
    },
  };
}

/** Empty where the person names no settings of the system. */
const besideSettings =
  '"$' + '{QWEN_CODE_SYSTEM_SETTINGS_PATH:+$' + '{QWEN_CODE_SYSTEM_SETTINGS_PATH%/*}/system-defaults.json}"';

/**
 * Its hooks come with the defaults of the system, which rank below all that the person has and are added to their hooks
 * (0.24.4). Where the system or the person has such a file it stays, and the screen alone tells the state.
 */
function startScript({ sessionId, flags }: Spec, directory: string, resume: boolean): string {
  const conversation = sessionId ? [resume ? '--resume' : '--session-id', shellQuote(sessionId)] : [];
  const words = ['exec qwen', ...conversation, ...flags.map(shellQuote)];
  const ours = shellQuote(`${directory}/qwen-defaults.json`);
  return script(
    'theirs=',
    `for file in "$QWEN_CODE_SYSTEM_DEFAULTS_PATH" ${besideSettings} /etc/qwen-code/system-defaults.json \\`,
    '  "/Library/Application Support/QwenCode/system-defaults.json"; do',
    '  [ ! -e "$file" ] || theirs=yes',
    'done',
    `[ -n "$theirs" ] || export QWEN_CODE_SYSTEM_DEFAULTS_PATH=${ours}`,
    // No word at all when there is no prompt.
    [...words, '$' + '{1:+"--prompt-interactive=$1"}'].join(' '),
  );
}

function hooksFor(hook: string) {
  const entry = (event: string) => ({
    hooks: [{ type: 'command', command: `/bin/sh ${shellQuote(hook)} ${event}` }],
  });
  return { hooks: Object.fromEntries(qwenEvents.map(event => [event, [entry(event)]])) };
}
