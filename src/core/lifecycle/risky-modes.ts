/** Modes in which a session acts without asking; a person accepts each once before one runs unwatched. */
export const riskyModes = ['bypassPermissions', 'auto'] as const;
export type RiskyMode = (typeof riskyModes)[number];

/** What each of them means, ends a sentence. */
export const riskyMeaning: Readonly<Record<RiskyMode, string>> = {
  bypassPermissions: 'runs commands and changes files without ever asking',
  auto: 'decides by itself what it may do without asking',
};

/** Options that ask for one, whatever their value. The words of Claude Code, Codex, Gemini CLI and OpenCode. */
const alone: Readonly<Record<string, RiskyMode>> = {
  '--dangerously-skip-permissions': 'bypassPermissions',
  '--allow-dangerously-skip-permissions': 'bypassPermissions',
  '--dangerously-bypass-approvals-and-sandbox': 'bypassPermissions',
  '--yolo': 'bypassPermissions',
  '-y': 'bypassPermissions',
  '--auto': 'bypassPermissions',
  '--full-auto': 'auto',
};

const valued: Readonly<Record<string, Readonly<Record<string, RiskyMode>>>> = {
  '--permission-mode': { bypassPermissions: 'bypassPermissions', auto: 'auto' },
  '--approval-mode': { yolo: 'bypassPermissions' },
  '--sandbox': { 'danger-full-access': 'bypassPermissions' },
  '-s': { 'danger-full-access': 'bypassPermissions' },
};

/**
 * Which of these modes the words given to an agent ask for; undefined: none. A mode that the agent's own settings
 * choose is not among the words, and is the person's own decision already.
 */
export function riskyModeIn(words: readonly string[]): RiskyMode | undefined {
  const found = words.map((word, index) => modeOf(word, words[index + 1] ?? ''));
  return found.includes('bypassPermissions') ? 'bypassPermissions' : found.find(mode => mode !== undefined);
}

function modeOf(word: string, next: string): RiskyMode | undefined {
  const [, name = word, value = next] = /^(-[^=]*)=(.*)$/s.exec(word) ?? [];
  const plain = value.replace(/^"(.*)"$/, '$1');
  if (name === '-c' && /^sandbox_mode\s*=\s*"?danger-full-access/.test(value)) return 'bypassPermissions';
  if (Object.hasOwn(alone, name)) return alone[name];
  const modes = Object.hasOwn(valued, name) ? valued[name] : undefined;
  return modes && Object.hasOwn(modes, plain) ? modes[plain] : undefined;
}
