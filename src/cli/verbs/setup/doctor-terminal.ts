import { type Finding, note, ok } from '../../../core/doctor/finding.ts';
import { tmuxOutput } from '../../../tmux/client.ts';
import { surroundingSocket } from '../../../tmux/socket.ts';
import { readTerminalAnswers, terminalQuestions } from '../../../ui/input/terminal-answers.ts';
import type { Shell, ShellOutput } from '../../verb.ts';

const limitMs = 1200;

/** What the terminal can do: by its own word where it can be asked, by its name otherwise. */
export async function checkTerminal({ env, input, output }: Shell): Promise<readonly Finding[]> {
  if (!input.isTTY || !output.isTTY)
    return [note('terminal', { code: 'no-terminal', says: 'cannot be asked: this is not one' })];
  const features = await tmuxFeatures(env);
  const answers = readTerminalAnswers(await ask(input.stream(), output));
  const name = `${env['TERM'] ?? 'unknown'}${features ? ', through tmux' : ''}`;
  if (!answers.isComplete)
    return [
      note('terminal', {
        code: 'no-terminal',
        says: `${name} does not answer`,
        advice: 'The view uses plain keys and 16 colours there.',
      }),
    ];
  const inTmux = (feature: string, needs = '') =>
    features && !features.includes(feature)
      ? `tmux${needs}: set -as terminal-features ',*:${feature}'`
      : undefined;
  const truecolor = features ? features.includes('RGB') : /^(truecolor|24bit)$/.test(env['COLORTERM'] ?? '');
  const links = features ? features.includes('hyperlinks') : knowsLinks(env);
  return [
    ok('terminal', name),
    has(
      'keys',
      answers.kittyKeys,
      ['Shift+Enter is told from Enter', 'Shift+Enter cannot be told from Enter'],
      'Use Ctrl+J for a new line',
    ),
    has(
      'truecolor',
      truecolor,
      ['16 million colours', 'fewer than 16 million colours, as far as is known'],
      inTmux('RGB') ?? 'export COLORTERM=truecolor, if it has them',
    ),
    has(
      'links',
      links,
      ['links can be clicked (OSC 8)', 'links cannot be clicked (OSC 8)'],
      inTmux('hyperlinks', ' 3.4 or newer') ?? 'A newer terminal has them',
    ),
    has(
      'focus',
      answers.focus ?? features?.includes('focus') ?? false,
      ['it tells when it has the focus', 'it does not tell when it has the focus'],
      'tmux: set -g focus-events on',
    ),
  ];
}

type Says = readonly [there: string, missing: string];

function has(what: string, isThere: boolean, [there, missing]: Says, advice: string): Finding {
  return isThere ? ok(what, there) : note(what, { code: 'missing-feature', says: missing, advice });
}

/** Terminals that are known for it, by the variables that they set. */
function knowsLinks(env: NodeJS.ProcessEnv): boolean {
  const name = `${env['TERM_PROGRAM'] ?? ''} ${env['TERM'] ?? ''}`;
  const vte = Number(env['VTE_VERSION'] ?? 0) >= 5000;
  return (
    vte ||
    /iTerm|WezTerm|ghostty|vscode|kitty|foot|alacritty|contour|rio/i.test(name) ||
    env['WT_SESSION'] !== undefined
  );
}

/** What tmux knows of the terminal around it; undefined outside of tmux. */
async function tmuxFeatures(env: NodeJS.ProcessEnv): Promise<readonly string[] | undefined> {
  const socket = surroundingSocket(env);
  if (socket === undefined) return undefined;
  const command = ['display-message', '-p', '#{client_termfeatures}'];
  return (await tmuxOutput({ socket }, [command]).catch(() => '')).trim().split(',');
}

/** Everything that comes until the last answer is taken in, so that nothing of it lands on the shell's line. */
async function ask(stdin: NodeJS.ReadStream, output: ShellOutput): Promise<string> {
  let text = '';
  stdin.setRawMode(true);
  try {
    await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, limitMs);
      stdin.on('data', (part: Buffer) => {
        text += part.toString('latin1');
        if (!readTerminalAnswers(text).isComplete) return;
        clearTimeout(timer);
        resolve();
      });
      stdin.resume();
      output.write(terminalQuestions);
    });
  } finally {
    stdin.removeAllListeners('data');
    stdin.pause();
    stdin.setRawMode(false);
  }
  return text;
}
