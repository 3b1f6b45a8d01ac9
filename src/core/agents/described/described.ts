import type { Screen } from '../../screen/screen.ts';
import { isBlank, oneLine } from '../../screen/screen-text.ts';
import type { State, WaitingFor } from '../../session/state.ts';
import { answerGeneral } from '../general/general-answers.ts';
import { readGeneralScreen } from '../general/general-screen.ts';
import type { Agent, Launch, LaunchRequest, ScreenReading } from '../shared/agent.ts';
import type { Key } from '../shared/key.ts';
import { seal } from '../shared/message-steps.ts';
import type { Typing } from '../shared/step.ts';

/** A program that a person described in settings (`agents.<name>`); `readDescription` has checked it. */
export interface Description {
  readonly label: string;
  /** The program and its words; the session's flags follow. */
  readonly command: readonly string[];
  /** The same for going on with a conversation; `{sessionId}` stands for it. */
  readonly resume?: readonly string[];
  /** How the first prompt arrives: as the last argument, or pasted as soon as the screen says `idle`. */
  readonly prompt: 'argument' | 'paste';
  /** What stands before the prompt in that argument: `--prompt=`. */
  readonly promptOption?: string;
  /** The first that fits decides; where none does, what holds for any program. */
  readonly rules: readonly ScreenRule[];
  readonly promptColumn?: number;
  readonly interrupt: readonly Key[];
  /** Keys before a message that begins with what may open a menu or a mode. */
  readonly keysBefore?: readonly Key[];
  /** Keys between a message that may open a menu, or take Enter for a line end, and that Enter. */
  readonly keysAfter?: readonly Key[];
}

export interface ScreenRule {
  readonly state: State;
  readonly waitingFor?: WaitingFor;
  readonly screen?: RegExp;
  readonly title?: RegExp;
  /** Group of `screen` (else of `title`) that is the row's summary. */
  readonly summary?: number;
  /** How many of the last lines `screen` is looked for in. */
  readonly lines: number;
}

/** A regular expression of a person can be slow: it never sees more than this. */
export const mostRuleLines = 60;
const mostRuleColumns = 400;

export function describedAgent(name: string, description: Description): Agent {
  return {
    name,
    label: description.label,
    program: description.command[0] ?? name,
    ...(description.promptColumn !== undefined && { promptColumn: description.promptColumn }),
    interruptKeys: description.interrupt,
    pasteGapMs: 200,
    typing: typingOf(description),
    pastesPrompt: description.prompt === 'paste',
    namesConversation: true,
    cannotResume: description.resume === undefined,
    launch: request => launch(description, request),
    readScreen: screen => readByRules(name, description.rules, screen) ?? readUnruled(name, screen),
    readEvent: () => undefined,
    answer: answerGeneral,
  };
}

/** The rules of a description do not tell what stands in its prompt. */
function typingOf({ keysBefore, keysAfter }: Description): Typing {
  const before = keysBefore ? [seal(...keysBefore)] : [];
  return { before, after: keysAfter ? [seal(...keysAfter)] : [], isBlind: true };
}

function launch(description: Description, { spec, hasPrompt, resume }: LaunchRequest): Launch {
  // A conversation becomes an argument, and must not be an option.
  const id = resume && spec.sessionId && /^\w[\w-]*$/u.test(spec.sessionId) ? spec.sessionId : undefined;
  const words = id && description.resume ? description.resume : description.command;
  return {
    argv: [...words.map(word => word.replaceAll('{sessionId}', id ?? '')), ...spec.flags],
    promptAsArgument: hasPrompt && description.prompt === 'argument',
    ...(description.promptOption !== undefined && { promptOption: description.promptOption }),
    environment: {},
    files: {},
  };
}

/** The agent with rules of a person that come before its own. */
export function withRules(agent: Agent, rules: readonly ScreenRule[]): Agent {
  if (rules.length === 0) return agent;
  return {
    ...agent,
    readScreen: screen => readByRules(agent.name, rules, screen) ?? agent.readScreen(screen),
  };
}

function readByRules(name: string, rules: readonly ScreenRule[], screen: Screen): ScreenReading | undefined {
  const text = screen.lines.slice(0, screen.lines.findLastIndex(line => !isBlank(line)) + 1);
  for (const [index, rule] of rules.entries()) {
    const fits = matchRule(rule, text, screen.title);
    if (fits) return withOptions(readingOf(rule, `${name}.rules[${index}]`, fits.summary), screen);
  }
  return undefined;
}

function readUnruled(name: string, screen: Screen): ScreenReading {
  const { draft, ...general } = readGeneralScreen(screen);
  if (general.state !== 'unknown') return draft ? { ...general, draft } : general;
  // It may be a dialog: the Enter of a message would choose what it offers.
  return { state: 'unknown', rule: `${name}.rules`, open: 'a screen that none of its rules knows' };
}

/** A rule says that a dialog is open; what it offers is read as from any program. */
function withOptions(reading: ScreenReading, screen: Screen): ScreenReading {
  const { question } = reading;
  if (!question || question.kind === 'prose') return reading;
  const { question: shown } = readGeneralScreen(screen);
  if (!shown || shown.options.length === 0) return reading;
  return { ...reading, question: { ...shown, kind: question.kind, text: reading.summary ?? shown.text } };
}

function matchRule(rule: ScreenRule, text: readonly string[], title: string) {
  const lines = text.slice(-rule.lines).map(line => line.slice(0, mostRuleColumns));
  const onScreen = rule.screen?.exec(lines.join('\n'));
  const inTitle = rule.title?.exec(title.slice(0, mostRuleColumns));
  if (onScreen === null || inTitle === null) return undefined;
  const summary = rule.summary === undefined ? undefined : (onScreen ?? inTitle)?.[rule.summary];
  return { summary: summary === undefined ? undefined : oneLine(summary) };
}

/** A question is answered with words in the composer; everything else that waits is a dialog, which takes none. */
function readingOf(rule: ScreenRule, name: string, summary: string | undefined): ScreenReading {
  const base = { state: rule.state, rule: name, ...(summary && { summary }) };
  if (rule.state !== 'needs-input')
    return { ...base, ...(rule.waitingFor && { waitingFor: rule.waitingFor }) };
  const waitingFor = rule.waitingFor ?? 'dialog';
  const kind = waitingFor === 'question' ? 'prose' : waitingFor === 'limit' ? 'dialog' : waitingFor;
  return {
    ...base,
    waitingFor,
    question: { kind, text: summary ?? `waits for a ${waitingFor}`, options: [] },
  };
}
