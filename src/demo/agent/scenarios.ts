import { spawn } from 'node:child_process';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { editPermission, planApproval, shellPermission, writePermission } from './dialog.ts';
import type { AskedQuestion } from './question-dialog.ts';
import { createQuestionDialog } from './question-dialog.ts';
import { database, licence, platforms } from './sample-questions.ts';
import { paint } from './text.ts';
import type { Turn } from './turn.ts';
import { askPermission, Interrupted } from './turn.ts';

/** An error of the model's API: the turn ends without a Stop. */
export class ApiError extends Error {
  readonly kind: string;
  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

type Scenario = (turn: Turn, number: number | undefined) => Promise<void>;

/** The last `scn-name` or `scn-name-N` of the prompt, or of what `SCRIPTED_PLAYS` has for it; else `hello`. */
export async function play(turn: Turn): Promise<void> {
  const [, name = 'hello', number] =
    [...`${playFor(turn.prompt)} ${turn.prompt}`.matchAll(/\bscn-([a-z0-9]+)(?:-(\d+))?/g)].pop() ?? [];
  const scenario = scenarios[name];
  if (!scenario) turn.say(`No scenario is named scn-${name}. Known: ${Object.keys(scenarios).join(' ')}`);
  else await scenario(turn, number === undefined ? undefined : Number(number));
}

/** The demo has ordinary sentences for its prompts. */
function playFor(prompt: string): string {
  const plays = JSON.parse(process.env['SCRIPTED_PLAYS'] ?? '{}') as Readonly<Record<string, string>>;
  return plays[prompt.trim()] ?? '';
}

const scenarios: Readonly<Record<string, Scenario>> = {
  hello: async turn => {
    await turn.pause(0.2);
    turn.say('All done: the task is finished. result: three files checked, no problem found.');
  },
  question: async turn => {
    await turn.pause(0.2);
    turn.say(
      'I looked at the physics module and there are two ways to do it.\n\nShould I use a double jump or a wall climb for the power-up?',
    );
  },
  slow: (turn, seconds = 30) => turn.stream(words(seconds * 4), seconds),
  think: async (turn, seconds = 20) => {
    await turn.pause(seconds);
    turn.say('I thought about it. Nothing to change.');
  },
  prose: async (turn, seconds = 30) => {
    turn.say(
      'The old dialog asked: "Do you want to proceed?" and offered\n❯ 1. Yes\n  2. No\nI will go on with the next step.',
    );
    await turn.pause(seconds);
    turn.say('The text of the dialog is changed.');
  },
  pr: async turn => {
    await turn.pause(0.2);
    turn.say('The branch is pushed and the pull request is open: https://github.com/acme/game/pull/2048');
  },
  todo: async (turn, done = 2) => {
    const status = (index: number) =>
      index < done ? 'completed' : index === done ? 'in_progress' : 'pending';
    const todos = [0, 1, 2, 3, 4].map(index => ({ content: `item ${index + 1}`, status: status(index) }));
    const tool = { name: 'TodoWrite', input: { todos }, running: 'Update Todos', ran: 'Update Todos' };
    await turn.use(tool, undefined, async () => '');
    await turn.pause(60);
  },
  shell: turn => runCommand(turn, 'touch made-by-shell.txt && echo created', 'Create a file'),
  fail: turn => runCommand(turn, 'ls no-such-directory', 'List a directory'),
  edit,
  change,
  loop,
  ask: turn => ask(turn, 'I need one decision.', [database]),
  askmulti: turn => ask(turn, 'I need two decisions.', [platforms, licence]),
  plan,
  echo,
  crash: async turn => {
    await turn.pause(0.2);
    process.stdout.write('\x1b[?2004l\x1b[?1049l');
    process.stderr.write('Segmentation fault: the scripted agent crashes on demand\n');
    process.exit(3);
  },
  429: async turn => {
    await turn.pause(0.2);
    throw new ApiError('rate_limit', 'API Error: Request rejected (429) · fake rate limit');
  },
  500: async turn => {
    await turn.pause(0.2);
    throw new ApiError(
      'server_error',
      'API Error: 500 Internal server error (fake). This is a server-side issue, usually temporary — try again in a moment.',
    );
  },
  retry500,
};

function words(count: number): string {
  const sentence =
    'This slow answer comes one word at a time so that the agent stays busy for a while.'.split(' ');
  return Array.from({ length: Math.max(1, count) }, (_, index) => sentence[index % sentence.length]).join(
    ' ',
  );
}

async function runCommand(turn: Turn, command: string, description: string): Promise<void> {
  await turn.pause(0.1);
  turn.say(`I will run a command.`);
  const tool = {
    name: 'Bash',
    input: { command, description },
    running: description,
    note: `$ ${command}`,
    ran: 'Ran 1 shell command',
  };
  const output = await turn.use(tool, shellPermission(command, description), () => runInShell(command));
  turn.say(`Done. The tool returned: ${output}`);
}

export function runInShell(command: string): Promise<string> {
  const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  return new Promise(resolve => {
    child.on('close', code => resolve(code === 0 ? output.trim() : `Exit code ${code} ${output.trim()}`));
  });
}

async function edit(turn: Turn): Promise<void> {
  await turn.pause(0.1);
  turn.say('I will write a file.');
  const [file, content] = ['notes.txt', 'hello\nworld\n'];
  const tool = {
    name: 'Write',
    input: { file_path: `${process.cwd()}/${file}`, content },
    running: `Write(${file})`,
    ran: `Wrote 2 lines to ${file}`,
  };
  await turn.use(tool, writePermission(file, content), async () => {
    writeFileSync(file, content);
    return '';
  });
  turn.say(`Done. ${file} has two lines.`);
}

async function change(turn: Turn): Promise<void> {
  await turn.pause(0.1);
  turn.say('Gravity is what makes the jump feel heavy. I will lower it, and give the jump more force.');
  const file = 'src/jump.ts';
  const input = { file_path: `${process.cwd()}/${file}`, old_string: 'force = 8', new_string: 'force = 11' };
  const tool = { name: 'Edit', input, running: `Update(${file})`, ran: `Updated ${file}` };
  await turn.use(tool, editPermission(file, jumpDiff), async () => '');
  turn.say(`Done. ${file} is changed.`);
}

const jumpDiff = [
  ' 11  export function jump(player: Player) {',
  ' 12 -  const gravity = 0.9;',
  ' 13 -  player.velocity = -8;',
  ' 12 +  const gravity = 0.6;',
  ' 13 +  player.velocity = -11;',
  ' 14    player.isAirborne = true;',
  ' 15    return land(player, gravity);',
];

async function loop(turn: Turn, steps = 10): Promise<void> {
  for (let step = 1; step <= steps; step += 1) {
    turn.say(`Step ${step} of ${steps}.`);
    const command = `sleep 2; echo step ${step}`;
    const input = { command, description: `Run step ${step}` };
    const tool = { name: 'Bash', input, running: `Running step ${step}`, note: `$ ${command}` };
    await turn.use({ ...tool, ran: 'Ran 1 shell command' }, undefined, async () => {
      await turn.pause(2);
      return `step ${step}`;
    });
  }
  turn.say(`The loop is done after ${steps} steps.`);
}

async function ask(turn: Turn, reason: string, questions: readonly AskedQuestion[]): Promise<void> {
  const { stage } = turn;
  await turn.pause(0.1);
  turn.say(reason);
  const data = { tool_name: 'AskUserQuestion', tool_input: { questions } };
  await stage.fire('PreToolUse', data);
  void stage.fire('PermissionRequest', data);
  const answers = await stage.open(createQuestionDialog(questions));
  if (answers === 'cancel') {
    stage.add({ kind: 'assistant', text: "Declined to answer Claude's questions:" });
    for (const { question } of questions) stage.add({ kind: 'note', text: `· ${question}` });
    throw new Interrupted();
  }
  stage.add({ kind: 'assistant', text: "Answered Claude's questions:" });
  const lines = Object.entries(answers).map(([question, answer]) => `· ${question} → ${answer}`);
  stage.add({ kind: 'note', text: lines.join('\n') });
  await stage.fire('PostToolUse', { ...data, tool_response: { answers } });
  turn.say(`Done. The answers were: ${Object.values(answers).join('; ')}`);
}

async function plan(turn: Turn, steps = 3): Promise<void> {
  const { stage } = turn;
  const more = Array.from(
    { length: steps - 3 },
    (_, index) => `\n${index + 4}. Check level ${index + 4}`,
  ).join('');
  const text = `Plan\n\n1. Read the physics module\n2. Add a double jump\n3. Write tests${more}`;
  await turn.pause(0.1);
  turn.say('The plan is ready.');
  const data = { tool_name: 'ExitPlanMode', tool_input: { plan: `# ${text}\n` } };
  await stage.fire('PreToolUse', data);
  await askPermission(stage, planApproval(text), data);
  stage.add({ kind: 'assistant', text: "User approved Claude's plan" });
  await stage.fire('PostToolUse', { ...data, tool_response: {} });
  turn.say('Done. The plan is carried out.');
}

/** Writes what arrived to a file, whole at once, so that a test can compare it byte for byte. */
async function echo(turn: Turn): Promise<void> {
  let number = 1;
  while (existsSync(`received-${number}.txt`)) number += 1;
  writeFileSync(`.received-${number}`, turn.prompt);
  renameSync(`.received-${number}`, `received-${number}.txt`);
  await turn.pause(0.1);
  turn.say(`Received ${Buffer.byteLength(turn.prompt)} bytes as received-${number}.txt`);
}

async function retry500(turn: Turn, times = 5): Promise<void> {
  const { stage } = turn;
  for (let attempt = 1; attempt <= times; attempt += 1) {
    const wait = Math.min(attempt, 4);
    for (let left = wait; left > 0; left -= 1) {
      const words = `retrying in ${left}s · attempt ${attempt}/10`;
      stage.showInstead([
        `${paint('error', '✻ 500 Internal server error (fake)')}${paint('faint', ` · ${words}`)}`,
      ]);
      await turn.pause(1);
    }
  }
  stage.showInstead(undefined);
  turn.say(`It worked after ${times} errors.`);
}
