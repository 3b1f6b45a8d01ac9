import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gemini } from '../../../../src/core/agents/gemini/gemini.ts';
import { findAgent } from '../../../../src/core/agents/index.ts';
import { geminiScreen } from './gemini-recorded.ts';

const spec = {
  version: 1,
  id: 'a1b2c3d4',
  kind: 'background',
  agent: 'gemini',
  name: 'fix the parser',
  slug: 'fix-the-parser',
  cwd: '/work',
  flags: ['--model', "it's"],
  sessionId: '11111111-1111-4111-8111-111111111111',
  createdAt: 1,
  firstLine: 'fix the parser',
} as const;

interface Start {
  readonly resume?: boolean;
  readonly prompt?: string;
  /** Exit code of the program's first run; later ones end with 0. */
  readonly firstCode?: number;
}

/** Starts a program of its name that writes down its words; what each run was given, and how it all ended. */
function start({ resume = false, prompt = '', firstCode = 0 }: Start) {
  const directory = mkdtempSync(join(tmpdir(), 'agents gemini '));
  try {
    const launch = gemini.launch({ spec, directory, hook: '/h', hasPrompt: prompt !== '', resume });
    for (const [name, text] of Object.entries(launch.files)) writeFileSync(join(directory, name), text);
    const log = join(directory, 'log');
    const fake = `#!/bin/sh\nprintf '<%s>' "$@" >>'${log}'\necho >>'${log}'\n[ -e '${log}2' ] || { : >'${log}2'; exit ${firstCode}; }\n`;
    writeFileSync(join(directory, 'gemini'), fake, { mode: 0o755 });
    const [program = '', ...words] = launch.argv;
    const env = { PATH: `${directory}:${process.env['PATH']}` };
    const { status } = spawnSync(program, [...words, prompt], { env, encoding: 'utf8' });
    return { status, runs: readFileSync(log, 'utf8').trimEnd().split('\n') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('starting Gemini CLI', () => {
  const id = `<${spec.sessionId}>`;

  it('gives it our conversation id, the flags, and the prompt in a word that cannot be an option', () => {
    const { runs } = start({ prompt: '--yolo "$HOME"' });
    expect(runs).toEqual([`<--session-id>${id}<--model><it's><--prompt-interactive=--yolo "$HOME">`]);
  });

  it('starts without a prompt', () => {
    expect(start({}).runs).toEqual([`<--session-id>${id}<--model><it's>`]);
  });

  it('resumes the conversation', () => {
    expect(start({ resume: true, prompt: 'go on' }).runs).toEqual([
      `<--resume>${id}<--model><it's><--prompt-interactive=go on>`,
    ]);
  });

  it('goes on with its own conversation, once, when it has started itself again and refuses it', () => {
    expect(start({ prompt: 'x', firstCode: 42 })).toEqual({
      status: 0,
      runs: [`<--session-id>${id}<--model><it's><--prompt-interactive=x>`, `<--resume>${id}<--model><it's>`],
    });
  });

  it('ends as the program ended otherwise', () => {
    expect(start({ firstCode: 3 })).toMatchObject({ status: 3, runs: [expect.anything()] });
  });

  it('writes a script that a shell can read, also without a conversation', () => {
    const { sessionId: _id, ...without } = spec;
    const request = { spec: without, directory: '/j', hook: '/h', hasPrompt: true, resume: false };
    const script = gemini.launch(request).files['gemini.sh'] ?? '';
    expect(execFileSync('sh', ['-n'], { input: script, encoding: 'utf8' })).toBe('');
    expect(script).toContain("exec gemini '--model'");
  });
});

describe('Gemini CLI as an agent', () => {
  it('is in the table, and has no events', () => {
    expect(findAgent('gemini')?.launch).toBe(gemini.launch);
    expect(gemini.readEvent({ name: 'AfterAgent', at: 1, data: {} })).toBeUndefined();
  });

  it('holds a conversation unless it prints, lists or manages something', () => {
    const holds = (...words: string[]) => gemini.isConversation?.(words);
    expect([holds(), holds('--resume', 'x'), holds('--prompt-interactive=x')]).toEqual([true, true, true]);
    expect([holds('mcp', 'list'), holds('-m', 'x', '-p', 'y'), holds('--acp')]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('has its output above composer and dialog', () => {
    const last = (name: string) => gemini.outputLines?.(geminiScreen(name)).findLast(line => line !== '');
    expect(last('finished-w100')).toBe('✦ Hello! This is the fake model speaking.');
    expect(last('approve-shell-w100')).toBe('✦ I will create a file.');
    expect(last('100x30-help')).not.toMatch(/Tab focus UI/);
  });
});
