import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { claudeEvents } from '../../src/core/agents/claude/claude-events.ts';
import { codexEvents } from '../../src/core/agents/codex/codex-events.ts';
import type { Screen, TerminalFact } from '../../src/core/screen/screen.ts';
import type { Spec, Status } from '../../src/core/session/session.ts';
import { recordOf } from '../../src/system/store/job/status-record.ts';
import { pane, spec } from '../../test/helpers/sample-session.ts';

export const sampleId = '0123abcd';

export const sampleSpec: Spec = {
  ...spec,
  id: sampleId,
  name: 'Fix the tests',
  slug: 'fix-the-tests',
  createdAt: 1000,
  firstLine: 'Fix the tests',
  worktree: {
    path: '/p/.agents/worktrees/x',
    from: '/p',
    repository: '/p',
    branch: 'agents/x',
    base: 'a'.repeat(40),
  },
  directory: { dev: 1, ino: 2 },
};

const question = {
  kind: 'question',
  text: 'Which one?',
  options: [{ label: 'One' }, { label: 'Two', description: 'x' }],
} as const;

export const sampleStatus: Status = {
  version: 1,
  id: sampleId,
  questionNumber: 2,
  summary: 'done',
  process: 'alive',
  startedAt: 1000,
  since: 2000,
  evidence: [{ source: 'event', rule: 'claude.Stop', at: 2000, says: 'idle', decided: true }],
  state: 'needs-input',
  waitingFor: 'question',
  question,
  pid: 100,
  ...(pane.place && { place: pane.place }),
  memory: {
    hasWorked: true,
    screenChangedAt: 2000,
    screenHash: 'ab',
    lastTurnAt: 1500,
    seenAliveAt: 1000,
    lastEvent: { name: 'Stop', at: 1500, says: 'completed', text: 'done' },
    screen: { state: 'working', rule: 'claude.screen.working', summary: 'reads' },
    progress: {},
  },
};

export const samplePane: TerminalFact = { ...pane, id: sampleId };

/** The other files of a record, and those of the state directory, each as it is written. */
export const sampleFiles: Readonly<Record<string, unknown>> = {
  'spec.json': sampleSpec,
  'state.json': recordOf(sampleStatus),
  'marks.json': { version: 1, name: 'x', pinned: true, order: 3, stoppedAt: 1, seenAt: 2 },
  'pulls.json': {
    version: 1,
    pulls: [
      { host: 'github.com', owner: 'o', repo: 'r', number: 7, foundIn: 'text', state: 'open', title: 'T' },
    ],
    mentions: ['github.com/o/r#8'],
  },
  'work.json': { version: 1, branch: 'x', dirty: 1, ahead: 2, unpushed: 1 },
  'journal.json': { version: 1, entries: [{ at: 1, deed: 'turn', count: 1 }] },
  'conversation.json': { version: 1, sessionId: '11111111-2222-4333-8444-555555555555' },
  'trashed.json': { version: 1, worktree: '/x/worktree', words: '1 uncommitted file', branch: 'agents/x' },
};

/** What agents tell in their events; names of fields of all of them. */
const eventData = {
  session_id: '11111111-2222-4333-8444-555555555555',
  sessionID: 'ses_abc',
  transcript_path: '/h/.claude/projects/-p/x.jsonl',
  tool_name: 'AskUserQuestion',
  tool: 'question',
  tool_input: {
    command: 'npm test',
    file_path: '/p/a.ts',
    questions: [
      { question: 'Which?', header: 'H', multiSelect: false, options: [{ label: 'a', description: 'b' }] },
    ],
    todos: [{ content: 'x', status: 'completed' }],
    plan: 'first\nthen',
  },
  prompt: 'Fix the tests',
  last_assistant_message: 'Done. Shall I go on?',
  message: 'Waiting for you',
  background_tasks: [{ id: 1, status: 'running' }],
  error: 'overloaded',
  is_interrupt: true,
  agent_type: 'explore',
  source: 'clear',
  attempt: 2,
  questions: [{ question: 'Which?', options: [{ label: 'a' }] }],
  permission: 'bash',
  patterns: ['npm *'],
  text: 'x',
};

const opencodeEvents = [
  ...['Prompt', 'Busy', 'Retry', 'ToolRunning', 'ToolRan', 'Idle'],
  ...['PermissionAsked', 'PermissionReplied', 'QuestionAsked', 'QuestionReplied'],
];
const ownEvents = ['Started', 'StartFailed', 'Preparing', 'Prepared', 'toString', '__proto__'];

export const sampleEvents = [
  ...new Set([...claudeEvents, ...codexEvents, ...opencodeEvents, ...ownEvents]),
].map(name => ({ name, data: eventData }));

/** Every recorded screen, of every agent. */
export function sampleScreens(): readonly string[] {
  const folder = fileURLToPath(new URL('../../test/screens', import.meta.url));
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter(name => name.endsWith('.txt')).map(name => readFileSync(join(folder, name), 'utf8'));
}

export function screenFrom(text: string, width: number): Screen {
  const lines = text.split('\n').slice(0, 400);
  return {
    lines,
    title: lines[0] ?? '',
    cursorX: width % 7,
    cursorY: lines.length - 1,
    width,
    height: lines.length,
  };
}
