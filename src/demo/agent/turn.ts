import type { Dialog } from './dialog.ts';
import type { FireHooks } from './hooks.ts';
import { readDecision } from './hooks.ts';
import type { Block } from './transcript.ts';

/** Thrown through a scenario when the person presses Escape or says No. */
export class Interrupted extends Error {}

/** What a turn may do to the program around it. */
export interface Stage {
  readonly add: (block: Block) => void;
  readonly replaceLast: (block: Block) => void;
  readonly fire: FireHooks;
  /** Lines in place of the spinner, or undefined for the spinner. */
  readonly showInstead: (lines: readonly string[] | undefined) => void;
  /** Opens the dialog until a key or `early` answers it. */
  readonly open: <Answer>(
    dialog: Dialog<Answer>,
    early?: Promise<Answer | undefined>,
  ) => Promise<Answer | 'cancel'>;
  /** Rejects when the turn is interrupted. */
  readonly interrupted: Promise<never>;
  readonly skipsPermissions: () => boolean;
}

export interface ToolUse {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What the screen shows while it waits or runs, and afterwards. */
  readonly running: string;
  readonly note?: string;
  readonly ran: string;
}

/** What a scenario may do. */
export interface Turn {
  readonly prompt: string;
  readonly stage: Stage;
  readonly lastWords: () => string;
  readonly say: (text: string) => void;
  /** Waits, or throws when interrupted. */
  readonly pause: (seconds: number) => Promise<void>;
  /** Says the text word by word. */
  readonly stream: (text: string, seconds: number) => Promise<void>;
  /** Runs a tool after its permission, if it needs one; `act` does the work and returns what it printed. */
  readonly use: (
    tool: ToolUse,
    permission: Dialog<number> | undefined,
    act: () => Promise<string>,
  ) => Promise<string>;
}

const speed = Number(process.env['SCRIPTED_SPEED'] ?? 1) || 1;

export function createTurn(prompt: string, stage: Stage): Turn {
  let lastWords = '';
  const pause = (seconds: number) => {
    let timer: NodeJS.Timeout | undefined;
    const rest = new Promise<void>(resolve => {
      timer = setTimeout(resolve, (seconds * 1000) / speed);
    });
    return Promise.race([rest, stage.interrupted]).finally(() => clearTimeout(timer));
  };
  return {
    prompt,
    stage,
    lastWords: () => lastWords,
    say(text) {
      lastWords = text;
      stage.add({ kind: 'assistant', text });
    },
    pause,
    async stream(text, seconds) {
      const words = text.split(' ');
      stage.add({ kind: 'assistant', text: words[0] ?? '' });
      for (let shown = 2; shown <= words.length; shown += 1) {
        await pause(seconds / words.length);
        lastWords = words.slice(0, shown).join(' ');
        stage.replaceLast({ kind: 'assistant', text: lastWords });
      }
    },
    use: (tool, permission, act) => useTool(stage, tool, permission, act),
  };
}

async function useTool(
  stage: Stage,
  tool: ToolUse,
  permission: Dialog<number> | undefined,
  act: () => Promise<string>,
): Promise<string> {
  const data = { tool_name: tool.name, tool_input: tool.input };
  await stage.fire('PreToolUse', data);
  stage.add({ kind: 'tool', text: tool.running });
  if (tool.note) stage.add({ kind: 'note', text: tool.note });
  if (permission && !stage.skipsPermissions()) await askPermission(stage, permission, data);
  const output = await Promise.race([act(), stage.interrupted]);
  if (tool.note) stage.replaceLast({ kind: 'note', text: tool.ran });
  else stage.replaceLast({ kind: 'tool', text: tool.ran });
  await stage.fire('PostToolUse', { ...data, tool_response: { stdout: output, stderr: '' } });
  return output;
}

/** The hook runs while the dialog is open, and may answer it: index 0 is Yes. */
export async function askPermission(
  stage: Stage,
  permission: Dialog<number>,
  data: Readonly<Record<string, unknown>>,
): Promise<number> {
  const early = stage.fire('PermissionRequest', data).then(outputs => {
    const decision = readDecision(outputs);
    return decision && (decision === 'allow' ? 0 : lastChoice);
  });
  const answer = await stage.open(permission, early);
  if (answer === 'cancel' || answer >= lastChoice) throw new Interrupted();
  return answer;
}

/** All of Claude Code's permission dialogs that are played here end with a third choice that says No. */
const lastChoice = 2;
