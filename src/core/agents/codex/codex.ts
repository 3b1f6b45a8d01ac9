import type { Agent, Launch, LaunchRequest } from '../shared/agent.ts';
import { seal } from '../shared/message-steps.ts';
import { withoutBanner } from '../shared/start-banner.ts';
import { answerCodex } from './codex-answers.ts';
import { readCodexEvent } from './codex-events.ts';
import { codexHooks, quoteForToml } from './codex-hooks.ts';
import { readCodexLayout } from './codex-layout.ts';
import { readCodexScreen } from './codex-screen.ts';

export const codex: Agent = {
  name: 'codex',
  label: 'Codex',
  program: 'codex',
  packageName: '@openai/codex',
  promptColumn: 2,
  isConversation: words => !verbs.has(firstWord(words) ?? ''),
  interruptKeys: ['escape'],
  // A paste and Enter in one read are one paste with a newline in it.
  shellMode: { mark: /(?:^|\s)Shell mode(?:\s+·|\s*$)/u },
  // It trims both ends; behind a blank nothing is a command (0.169).
  typing: {
    before: [seal('space')],
    beforeIsText: true,
    menuLine: /^› (\/\S+) {2}/u,
    after: [seal('space')],
    unknownCommand: /^\S? ?Unrecognized command '\/\S*'/u,
  },
  pasteGapMs: 200,
  options: {
    model: value => ['--model', value],
    effort: value => ['-c', `model_reasoning_effort=${quoteForToml(value)}`],
    'permission-mode': value => permissionModes[value],
    'add-dir': value => ['--add-dir', value],
    'dangerously-skip-permissions': () => ['--dangerously-bypass-approvals-and-sandbox'],
  },
  // The models that 0.169.0 lists first; a newer one is given in words.
  choices: {
    model: ['gpt-6.1-sol', 'gpt-6-astra', 'gpt-6-sol', 'gpt-6-luna', 'gpt-6.1-terra'],
    effort: ['low', 'medium', 'high', 'xhigh', 'max'],
    'permission-mode': ['manual', 'acceptEdits', 'dontAsk'],
  },
  namesConversation: true,
  launch,
  readScreen: readCodexScreen,
  outputLines: screen => withoutBanner(readCodexLayout(screen).transcript, banner),
  readEvent: readCodexEvent,
  answer: answerCodex,
};

/** Its name and directory (in a frame before 0.100), a picture, and what one may type. */
const banner = [
  /^[\s│]*>_ OpenAI Codex \(v/mu,
  // Alone where the name above it has left the screen.
  /^ {5}(?:~|\/|…\/)\S*\s*$/u,
  /^ *[\u2800-\u28ff][\u2800-\u28ff ]{8,}$/mu,
  /^\s*(?:To get started, describe a task|\/init - |Tip: )/mu,
];

/** Codex has no way to begin in Plan mode, so `plan` is not among them. */
const permissionModes: Readonly<Record<string, readonly string[]>> = {
  manual: ['--ask-for-approval', 'on-request', '--sandbox', 'read-only'],
  default: ['--ask-for-approval', 'on-request', '--sandbox', 'workspace-write'],
  acceptEdits: ['--ask-for-approval', 'on-request', '--sandbox', 'workspace-write'],
  dontAsk: ['--ask-for-approval', 'never', '--sandbox', 'workspace-write'],
  bypassPermissions: ['--dangerously-bypass-approvals-and-sandbox'],
};

function launch({ spec, hook, hasPrompt, resume }: LaunchRequest): Launch {
  // Codex names a conversation itself; its first event tells the name.
  const conversation = resume && spec.sessionId ? [spec.sessionId] : [];
  return {
    argv: [
      'codex',
      ...(conversation.length > 0 ? ['resume'] : []),
      // A shared server in the background would outlive the session.
      '--no-daemon',
      ...configuration(hook, spec.flags),
      ...spec.flags,
      // What follows is the conversation and the prompt, also when it begins with a dash.
      ...(hasPrompt || conversation.length > 0 ? ['--'] : []),
      ...conversation,
    ],
    promptAsArgument: true,
    environment: {},
    files: {},
  };
}

/** Verbs of the program that draw no composer. */
const verbs = new Set(
  'exec e review login logout mcp mcp-server plugin app-server remote-control completion update doctor sandbox debug apply a queue archive unarchive delete cloud exec-server features help migrate-rollouts migrate-nfs-db'.split(
    ' ',
  ),
);

/** The first that is neither an option nor the value of one; what follows `--` is a prompt. */
function firstWord(words: readonly string[]): string | undefined {
  const takesValue =
    /^(?:-[cmipsCa]|--(?:config|enable|disable|remote|remote-auth-token-env|image|model|local-provider|profile|sandbox|cd|add-dir|ask-for-approval))$/u;
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  return before.find((word, index) => !word.startsWith('-') && !takesValue.test(before[index - 1] ?? ''));
}

/** For this session only; what the person gives for the same key stays. */
function configuration(hook: string, flags: readonly string[]): readonly string[] {
  const ours = [
    `hooks=${codexHooks(hook)}`,
    // While Codex streams an answer, the title alone says that it works.
    'tui.terminal_title=["activity","run-state","project-name"]',
  ];
  return ours
    .filter(setting => !isGiven(setting.slice(0, setting.indexOf('=')), flags))
    .flatMap(setting => ['-c', setting]);
}

function isGiven(key: string, flags: readonly string[]): boolean {
  return flags.some(flag => {
    const name = /^(?:-c|--config)?=?\s*([\w.-]+)\s*=/u.exec(flag)?.[1];
    return name === key || name?.startsWith(`${key}.`) === true;
  });
}
