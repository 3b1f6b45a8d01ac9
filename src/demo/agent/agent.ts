import type { Dialog } from './dialog.ts';
import { trustDialog } from './dialog.ts';
import type { FireHooks } from './hooks.ts';
import type { Key } from './keys.ts';
import type { Options } from './options.ts';
import { ApiError, play, runInShell } from './scenarios.ts';
import type { Scene } from './screen.ts';
import type { SessionFile } from './session-file.ts';
import { paint } from './text.ts';
import type { Block, Transcript } from './transcript.ts';
import type { Stage } from './turn.ts';
import { createTurn, Interrupted } from './turn.ts';

interface World {
  readonly options: Options;
  readonly fire: FireHooks;
  readonly transcript: Transcript;
  readonly sessionFile: SessionFile;
  readonly draw: (scene: Scene) => void;
  readonly leave: (exitCode: number) => void;
}

interface OpenDialog {
  readonly dialog: Dialog<unknown>;
  readonly openedAt: number;
  readonly answer: (answer: unknown) => void;
}

/** Claude Code ignores keys for this long after a dialog has appeared; longer for a test that looks at just this. */
const deafMs = Number(process.env['SCRIPTED_DEAF_MS'] ?? 200);
const verbs = ['Spelunking', 'Perambulating', 'Brewing', 'Pondering'] as const;
const userState = ['·', '✢', '✳', '✶', '✻', '✽'] as const;

/** The program itself: a composer, a queue of messages, and one turn at a time. */
export function createAgent({ options, fire, transcript, sessionFile, draw, leave }: World) {
  let draft = '';
  let placeholder = '';
  let isShell = false;
  let open: OpenDialog | undefined;
  let interrupt: (() => void) | undefined;
  let turnStartedAt = 0;
  let instead: readonly string[] | undefined;
  let exitAskedAt = 0;
  let deafEnters = Number(process.env['SCRIPTED_DEAF_ENTERS'] ?? 0);
  let exitTimer: NodeJS.Timeout | undefined;
  const queued: string[] = [];

  const redraw = () =>
    draw({
      ...{ name: options.name, permissionMode: options.permissionMode, blocks: transcript.blocks },
      ...{
        draft,
        isShell,
        placeholder,
        queued,
        dialog: open?.dialog,
        exitHint: Date.now() - exitAskedAt < 800,
      },
      working: interrupt ? (instead ?? spinner()) : undefined,
    });

  const spinner = () => {
    const seconds = Math.floor((Date.now() - turnStartedAt) / 1000);
    const mark = userState[Math.floor(Date.now() / 250) % userState.length] ?? '✽';
    const verb = verbs[transcript.blocks.length % verbs.length];
    const facts = paint('faint', `(${seconds}s · ↓ ${seconds * 3} tokens)`);
    return [`${paint('logo', `${mark} ${verb}…`)} ${facts}`];
  };

  const change = (block: Block, how: 'add' | 'replaceLast') => {
    transcript[how](block);
    redraw();
  };

  const openDialog = async <Answer>(dialog: Dialog<Answer>, early?: Promise<Answer | undefined>) => {
    sessionFile.write('waiting', dialog.waitingFor);
    const answered = new Promise<Answer | 'cancel'>(resolve => {
      open = { dialog, openedAt: Date.now(), answer: answer => resolve(answer as Answer | 'cancel') };
      void early?.then(answer => answer !== undefined && resolve(answer));
    });
    redraw();
    const answer = await answered;
    open = undefined;
    sessionFile.write('busy');
    redraw();
    return answer;
  };

  const submit = (text: string) => {
    draft = '';
    placeholder = '';
    if (text.trim() === '/exit' || text.trim() === '/quit') return leave(0);
    void fire('UserPromptSubmit', { prompt: text });
    if (interrupt) queued.push(text);
    else void runTurns(text);
    redraw();
  };

  /** The model is told of it and says something, but no prompt was submitted: only Stop fires. */
  const runCommand = async (command: string) => {
    draft = '';
    isShell = false;
    transcript.add({ kind: 'command', text: command });
    transcript.add({ kind: 'note', text: await runInShell(command) });
    transcript.add({ kind: 'assistant', text: 'I have seen what the command printed.' });
    transcript.add({ kind: 'done', text: `Brewed for 0s · done ${clock()}` });
    await fire('Stop', {
      last_assistant_message: 'I have seen what the command printed.',
      background_tasks: [],
    });
    redraw();
  };

  const runTurns = async (first: string) => {
    const ticker = setInterval(redraw, 250);
    for (let text: string | undefined = first; text !== undefined; text = queued.shift()) await runTurn(text);
    clearInterval(ticker);
    interrupt = undefined;
    sessionFile.write('idle');
    transcript.save();
    redraw();
  };

  const runTurn = async (prompt: string) => {
    transcript.add({ kind: 'user', text: prompt });
    transcript.save();
    const blocksBefore = transcript.blocks.length;
    const interrupted = new Promise<never>((_, reject) => {
      interrupt = () => reject(new Interrupted());
    });
    interrupted.catch(() => undefined);
    turnStartedAt = Date.now();
    sessionFile.write('busy');
    redraw();
    const stage: Stage = {
      add: block => change(block, 'add'),
      replaceLast: block => change(block, 'replaceLast'),
      fire,
      interrupted,
      open: openDialog,
      showInstead: lines => {
        instead = lines;
        redraw();
      },
      skipsPermissions: () => ['auto', 'bypassPermissions', 'dontAsk'].includes(options.permissionMode),
    };
    const turn = createTurn(prompt, stage);
    try {
      await play(turn);
      const seconds = Math.floor((Date.now() - turnStartedAt) / 1000);
      transcript.add({ kind: 'done', text: `Brewed for ${seconds}s · done ${clock()}` });
      if (queued.length === 0) sessionFile.write('idle');
      await fire('Stop', { last_assistant_message: turn.lastWords(), background_tasks: [] });
    } catch (error) {
      if (error instanceof ApiError) await endWithError(error);
      else if (error instanceof Interrupted) endInterrupted(prompt, blocksBefore);
      else throw error;
    } finally {
      instead = undefined;
    }
  };

  const endWithError = async (error: ApiError) => {
    transcript.add({ kind: 'error', text: error.message });
    if (error.kind === 'server_error') placeholder = 'Resend your message to try again';
    await fire('StopFailure', { error: error.kind, last_assistant_message: error.message });
  };

  /** No hook fires here. An interrupt before any answer gives the prompt back to the composer. */
  const endInterrupted = (prompt: string, blocksBefore: number) => {
    if (transcript.blocks.length > blocksBefore) {
      transcript.add({ kind: 'note', text: 'Interrupted · What should Claude do instead?' });
      return;
    }
    transcript.blocks.pop();
    draft = prompt;
  };

  const pressCtrlC = () => {
    if (interrupt) return interrupt();
    if (Date.now() - exitAskedAt < 800) return leave(0);
    exitAskedAt = Date.now();
    draft = '';
    clearTimeout(exitTimer);
    exitTimer = setTimeout(redraw, 850);
  };

  const pressComposer = (key: Key) => {
    if (draft === '' && key.name === 'text' && key.text === '!') isShell = true;
    else if (key.name === 'text' || key.name === 'paste') draft += key.text;
    else if (key.name === 'newline') draft += '\n';
    else if (key.name === 'backspace') draft = [...draft].slice(0, -1).join('');
    else if (key.name === 'ctrl-u') draft = '';
    else if (key.name === 'escape' && isShell) isShell = false;
    else if (key.name === 'escape') interrupt?.();
    else if (key.name === 'ctrl-c') pressCtrlC();
    else if (key.name === 'enter' && draft.trim() !== '') pressEnter();
  };

  /** Behind a backslash it is a line end, and behind `@word` it takes what a menu offers, as in Claude Code. */
  const pressEnter = () => {
    if (deafEnters > 0) deafEnters -= 1;
    else if (isShell) void runCommand(draft);
    else if (draft.endsWith('\\')) draft = `${draft.slice(0, -1)}\n`;
    else if (/(?:^|\s)@\S*$/u.test(draft)) draft = draft.replace(/@\S*$/u, '@README.md ');
    else submit(draft.trimEnd());
  };

  const pressDialog = ({ dialog, openedAt, answer }: OpenDialog, key: Key) => {
    if (Date.now() - openedAt < deafMs) return;
    const given = dialog.press(key);
    if (given !== undefined) answer(given);
  };

  return {
    redraw,
    press(key: Key) {
      if (open) pressDialog(open, key);
      else pressComposer(key);
      redraw();
    },
    async begin() {
      sessionFile.write('idle');
      redraw();
      if (process.env['SCRIPTED_TRUST'] === 'ask' && (await openDialog(trustDialog(process.cwd()))) !== 1)
        return leave(1);
      sessionFile.write('idle');
      await fire('SessionStart', { source: options.resume ? 'resume' : 'startup', model: 'scripted' });
      if (options.prompt !== '') submit(options.prompt);
    },
  };
}

function clock(): string {
  return new Date().toLocaleTimeString('en-US', { hour: 'numeric', minute: '2-digit' });
}
