import type { AgentName } from './real-home.ts';

/** What stands in a pane: the part of the screen below the last prompt, and the title. */
export interface Shown {
  readonly text: string;
  readonly title: string;
}

/**
 * What a person would look for on the screen of a real agent: plain texts from recordings, on purpose not the rules
 * of the program that is measured.
 */
export interface Looks {
  readonly flags: readonly string[];
  readonly busy: (shown: Shown) => boolean;
  readonly permission: RegExp;
  readonly question: RegExp;
  readonly interrupted: RegExp;
  readonly error: RegExp;
  readonly trust?: RegExp;
  readonly retrying?: RegExp;
  readonly interruptKeys: readonly string[];
}

export const looks: Readonly<Record<AgentName, Looks>> = {
  claude: {
    flags: ['--permission-mode', 'manual'],
    busy: ({ text }) => /esc to interrupt/.test(text),
    permission: /Do you want to (proceed|create|make)/,
    question: /Which database[\s\S]*PostgreSQL[\s\S]*Enter to select/,
    interrupted: /Interrupted/,
    error: /API Error/,
    trust: /Yes, I trust this folder/,
    interruptKeys: ['Escape'],
  },
  codex: {
    flags: [],
    // While it streams only the title tells.
    busy: ({ text, title }) => /^[⠀-⣿]/.test(title) || /esc to interrupt/.test(text),
    permission: /Would you like to (run|make)[\s\S]*Press enter to confirm/,
    question: /Which database[\s\S]*enter to submit answer/,
    interrupted: /Conversation interrupted/,
    error: /^■ /m,
    trust: /Trust and continue/,
    retrying: /Reconnecting\.\.\. \d/,
    interruptKeys: ['Escape'],
  },
  gemini: {
    flags: [],
    busy: ({ text }) => /\(esc to cancel/.test(text),
    permission: /(Allow execution of|Apply this change)[\s\S]*Allow once/,
    question: /PostgreSQL[\s\S]*Enter to select/,
    interrupted: /Request cancelled/,
    error: /✕ \[API Error/,
    trust: /Do you trust the files in this folder[\s\S]*Trust folder/,
    interruptKeys: ['Escape'],
  },
  opencode: {
    flags: [],
    busy: ({ text }) => /[⬝■]{8}/.test(text),
    permission: /Permission required[\s\S]*enter confirm/,
    question: /PostgreSQL[\s\S]*enter submit/,
    // After a retry it does not say so: then its keys are back.
    interrupted: /· interrupted|ctrl\+p commands/,
    error: /fake|error/i,
    retrying: /\[?retrying/,
    interruptKeys: ['Escape', 'Escape'],
  },
  copilot: {
    flags: [],
    busy: ({ text }) => /esc esc (interrupt|edit prompt)/.test(text),
    permission: /Do you want to (run|create)[\s\S]*enter to select/,
    question: /PostgreSQL[\s\S]*enter accept/,
    interrupted: /Operation cancelled by user/,
    error: /✗ /,
    retrying: /Retrying\.\.\./,
    interruptKeys: ['C-c'],
  },
  qwen: {
    flags: ['--approval-mode', 'default'],
    busy: ({ text }) => /esc to cancel\)/.test(text),
    permission: /(Allow execution of|Apply this change)[\s\S]*Yes, allow once/,
    question: /PostgreSQL[\s\S]*Enter: Select/,
    // Before it has said anything the prompt is where it was typed.
    interrupted: /Request cancelled|^> Turn \d+/m,
    error: /✕ \[API Error/,
    interruptKeys: ['Escape'],
  },
};
