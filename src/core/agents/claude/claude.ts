import { fieldsOf, itemsOf } from '../../schema.ts';
import type { Agent, Launch, LaunchRequest } from '../shared/agent.ts';
import { sameName } from '../shared/launch-options.ts';
import { seal } from '../shared/message-steps.ts';
import { withoutBanner } from '../shared/start-banner.ts';
import { answerClaude } from './claude-answers.ts';
import { claudeEvents, readClaudeEvent } from './claude-events.ts';
import { readLayout } from './claude-layout.ts';
import { readClaudeScreen } from './claude-screen.ts';

export const claude: Agent = {
  name: 'claude',
  label: 'Claude Code',
  program: 'claude',
  packageName: '@anthropic-ai/claude-code',
  promptColumn: 2,
  // Printing and the verbs of the program draw no composer that could be answered.
  isConversation: words =>
    !words.some(word => word === '-p' || word === '--print') && !verbs.has(words[0] ?? ''),
  interruptKeys: ['escape'],
  shellMode: { mark: /^\s*! for (?:shell|bash) mode\s*$/u },
  pasteGapMs: 200,
  // It trims what follows the text, but not what comes before it.
  typing: {
    after: [seal('space')],
    menuLine: /^\s{2,}❯ (\/\S+)/u,
    unknownCommand: /^\S? ?Unknown (?:slash )?command: \/?\S+/u,
  },
  options: {
    agent: sameName('agent'),
    model: sameName('model'),
    effort: sameName('effort'),
    'permission-mode': sameName('permission-mode'),
    // Merged into ours: of two --settings only the last counts.
    settings: () => [],
    'add-dir': sameName('add-dir'),
    'plugin-dir': sameName('plugin-dir'),
    'mcp-config': sameName('mcp-config'),
    'strict-mcp-config': sameName('strict-mcp-config'),
    'fallback-model': sameName('fallback-model'),
    'dangerously-skip-permissions': sameName('dangerously-skip-permissions'),
    'allow-dangerously-skip-permissions': sameName('allow-dangerously-skip-permissions'),
  },
  // As `claude --help` of 2.1.328 has them; what approves everything is not chosen by a key pressed once too often.
  choices: {
    model: ['opus', 'sonnet', 'haiku', 'fable'],
    effort: ['low', 'medium', 'high', 'xhigh', 'max'],
    'permission-mode': ['plan', 'manual', 'acceptEdits', 'dontAsk', 'auto'],
  },
  launch,
  readScreen: readClaudeScreen,
  // Without the composer; where a dialog is open, what stands above it.
  outputLines: screen => withoutBanner(withoutEffort(readLayout(screen.lines).transcript), banner),
  readEvent: readClaudeEvent,
  answer: answerClaude,
};

/** Its picture with version, model and directory; 2.1.197 had them in a frame, a narrow terminal has no name. */
const banner = [
  /^[ ▐▛█▜▝▀▘╭─]*Claude Code v\d/mu,
  /^ ▐▛███▛█|^▝▜██████▀| ▝▝ {3}▝▝ |▐▛███▜▌|▝▜█████▛▘|▘▘ ▝▝/mu,
];

/** Right above the composer, at the right edge, stands for a while what `/effort` says. */
function withoutEffort(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex(line => line.trim() !== '');
  return /^ {20,}\S.*\/effort$/u.test((lines[last] ?? '').trimEnd()) ? lines.slice(0, last) : lines;
}

const verbs = new Set(
  'agents attach auth auto-mode config daemon doctor install kill logs mcp plugin remote-control rm setup-token stop update upgrade'.split(
    ' ',
  ),
);

function launch({ spec, directory, hook, hasPrompt, resume, settings: own }: LaunchRequest): Launch {
  const conversation = spec.sessionId ? [resume ? '--resume' : '--session-id', spec.sessionId] : [];
  // Of two --settings only the last counts: then the user's stay, and the screen and the session file tell the state.
  const hasOwnSettings = spec.flags.some(flag => /^--settings(?:=|$)/u.test(flag));
  const settings = hasOwnSettings ? [] : ['--settings', `${directory}/settings.json`];
  return {
    argv: [
      'claude',
      ...conversation,
      // Claude Code gives a second session of the same name another, and warns of it.
      `--name=${spec.name} ${spec.id.slice(0, 4)}`,
      ...settings,
      ...spec.flags,
      // What follows is the prompt, also when it begins with a dash.
      ...(hasPrompt ? ['--'] : []),
    ],
    promptAsArgument: true,
    environment: {},
    files: { 'settings.json': `${JSON.stringify(withHooks(own ?? {}, hook, directory), null, 2)}\n` },
  };
}

/** Claude Code merges these with the hooks of the user's files; those of a `--settings` are kept here beside ours. */
function withHooks(own: Readonly<Record<string, unknown>>, hook: string, directory: string) {
  const known = fieldsOf(own['hooks']);
  const ours = (event: string) => ({
    hooks: [{ type: 'command', command: `/bin/sh ${shellQuote(hook)} ${event} ${shellQuote(directory)}` }],
  });
  const hooks = Object.fromEntries(
    claudeEvents.map(event => [event, [...itemsOf(known[event]), ours(event)]]),
  );
  return { ...own, hooks: { ...known, ...hooks } };
}

function shellQuote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
