import type { Spec } from '../../session/session.ts';
import type { Agent, Launch, LaunchRequest } from '../shared/agent.ts';
import { seal } from '../shared/message-steps.ts';
import { withoutBanner } from '../shared/start-banner.ts';
import { script, shellQuote } from '../shared/start-script.ts';
import { answerGemini } from './gemini-answers.ts';
import { readLayout } from './gemini-layout.ts';
import { readGeminiScreen } from './gemini-screen.ts';

const approvalModes: Readonly<Record<string, string>> = {
  manual: 'default',
  default: 'default',
  acceptEdits: 'auto_edit',
  plan: 'plan',
  bypassPermissions: 'yolo',
};

export const gemini: Agent = {
  name: 'gemini',
  label: 'Gemini CLI',
  program: 'gemini',
  packageName: '@google/gemini-cli',
  promptColumn: 3,
  // Printing, the protocol for editors and the verbs of the program draw no composer.
  isConversation: words =>
    !words.some(word => /^(?:-p|--prompt|--(?:experimental-)?acp|--list-\w+|-l)$/u.test(word)) &&
    !/^(?:mcp|extensions?|skills?|hooks?|gemma)$/u.test(words[0] ?? ''),
  interruptKeys: ['escape'],
  shellMode: { mark: /^\s*shell mode enabled \(esc to disable\)/u, stays: true },
  pasteGapMs: 200,
  // It trims both ends; its menus open in the first line only (0.61.0).
  typing: { before: [{ text: '\n' }], after: [seal('space')], readsPaths: true },
  options: {
    model: value => ['--model', value],
    'permission-mode': value => {
      const mode = approvalModes[value];
      return mode === undefined ? undefined : ['--approval-mode', mode];
    },
    'add-dir': value => ['--include-directories', value],
    'dangerously-skip-permissions': () => ['--approval-mode', 'yolo'],
  },
  // Its own names for the latest of each (0.61.0).
  choices: {
    model: ['auto', 'pro', 'flash', 'flash-lite'],
    'permission-mode': ['plan', 'manual', 'acceptEdits'],
  },
  launch,
  readScreen: readGeminiScreen,
  // Without the composer; where a dialog is open, what stands above it.
  outputLines: screen => withoutBanner(readLayout(screen.lines, screen).transcript, banner),
  // It reads hooks only from the settings and extensions of the user, the project or root (0.61.0): there is no way
  // to give it hooks for one session that leaves those alone, and its screen and title tell the state.
  readEvent: () => undefined,
  answer: answerGemini,
};

/** Its logo with version and account, and tips (0.61.0); a line of them is enough where the rest left the screen. */
const banner = [
  /^\s*(?:▝▜▄|▗▟▀|▝▀\s*$)/mu,
  /Gemini CLI v\d/mu,
  /^\s*(?:Authenticated|Logged in|Signed in) with /mu,
  /^\s*(?:Tips for getting started:|\d\. (?:Create GEMINI\.md|\/help for|Ask coding questions|Be specific for))/mu,
];

function launch({ spec, directory, resume }: LaunchRequest): Launch {
  return {
    argv: ['/bin/sh', `${directory}/gemini.sh`],
    promptAsArgument: true,
    environment: {},
    files: { 'gemini.sh': startScript(spec, resume) },
  };
}

/**
 * Once its folder is trusted, Gemini CLI starts itself again with the same words, and then ends with code 42 since its
 * own conversation "already exists": that is gone on with. The prompt stands behind `=`, so that it is no option.
 */
function startScript({ sessionId, flags }: Spec, resume: boolean): string {
  const own = flags.map(shellQuote);
  // No word at all when there is no prompt.
  const prompt = '$' + '{1:+"--prompt-interactive=$1"}';
  const start = (...words: readonly string[]) => ['gemini', ...words, ...own].join(' ');
  if (!sessionId) return script(`exec ${start()} ${prompt}`);
  const goOn = `exec ${start('--resume', shellQuote(sessionId))}`;
  if (resume) return script(`${goOn} ${prompt}`);
  return script(
    `${start('--session-id', shellQuote(sessionId))} ${prompt}`,
    'code=$?',
    '[ "$code" -eq 42 ] || exit "$code"',
    goOn,
  );
}
