import { realpathSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { agents } from '../../core/agents/index.ts';
import { type Finding, note, ok, problem } from '../../core/doctor/finding.ts';
import { safeText } from '../../core/text/safe-text.ts';
import { git } from '../../system/git/git.ts';
import { findProgram } from '../../system/programs/find-program.ts';
import { run } from '../../system/run/run.ts';
import { pullsProblem } from '../../system/store/job/pulls-file.ts';
import type { World } from '../context/world.ts';
import { sentenceOf } from './sentence-of.ts';

/** A program that has to be loaded from a slow disk first takes its time; all are asked at once. */
const timeoutMs = 2500;

export async function checkGit(world: World): Promise<readonly Finding[]> {
  const advice = 'Install git: without it no session gets a worktree of its own.';
  if (!findProgram('git', world.env)) return [note('git', { code: 'git', says: 'is not installed', advice })];
  try {
    return [ok('git', (await git('/', ['--version'], { mode: 'in-place', timeoutMs })).stdout)];
  } catch (error) {
    return [problem('git', { code: 'git', says: sentenceOf(error), advice })];
  }
}

export async function checkGh(world: World): Promise<readonly Finding[]> {
  const without = 'how pull requests stand is not known';
  if (!findProgram('gh', world.env))
    return [
      note('gh', {
        code: 'no-gh',
        says: `is not installed: ${without}`,
        advice: 'Install GitHub’s gh, then: gh auth login',
      }),
    ];
  try {
    const { exitCode } = await run('gh', ['auth', 'status'], { timeoutMs, mayFail: true });
    const trouble = pullsProblem(world.paths);
    if (exitCode === 0 && trouble !== undefined)
      return [note('gh', { code: 'gh-trouble', says: safeText(trouble) })];
    if (exitCode === 0) return [ok('gh', 'is there and logged in')];
    return [note('gh', { code: 'gh-login', says: `is not logged in: ${without}`, advice: 'gh auth login' })];
  } catch (error) {
    return [
      note('gh', { code: 'gh-login', says: `${sentenceOf(error)} ${without}`, advice: 'gh auth status' }),
    ];
  }
}

/** Which agents are there, and whether the one that new sessions run is among them. */
export async function checkAgents(world: World): Promise<readonly Finding[]> {
  const known = agents.filter(({ name }) => name !== 'shell');
  const findings = await Promise.all(known.map(({ label, program }) => checkAgent(world, label, program)));
  const own = known.find(({ name }) => name === world.settings.agent);
  // Said with the other mistakes in the settings.
  if (!own || findProgram(own.program, world.env)) return findings;
  const advice = `Install ${own.label}, or name another: agents settings set agent NAME`;
  const says = `new sessions run ${own.label}, which is not installed`;
  return [...findings, problem('agent', { code: 'usual-agent-missing', says, advice })];
}

async function checkAgent(world: World, label: string, program: string): Promise<Finding> {
  const path = findProgram(program, world.env);
  if (path === undefined) return note(label, { code: 'no-agent', says: 'is not installed' });
  try {
    const { stdout, stderr } = await run(path, ['--version'], {
      timeoutMs,
      maxBytes: 64 * 1024,
      mayCut: true,
      mayFail: true,
      environment: { CI: '1' },
    });
    const version = safeText((stdout || stderr).split('\n', 1)[0] ?? '').slice(0, 60);
    return ok(label, `${version} · ${path}`);
  } catch (error) {
    return note(label, {
      code: 'agent-silent',
      says: `${path}: ${sentenceOf(error)}`,
      advice: `${program} --version`,
    });
  }
}

/** Several installs of one program: which of them runs depends on who asks. */
export function checkInstalls(world: World): readonly Finding[] {
  const names = ['agents', ...agents.filter(({ name }) => name !== 'shell').map(({ program }) => program)];
  return names.flatMap(name => {
    const places = installsOf(name, world.env);
    if (places.length < 2) return [];
    const says = `${name} is installed ${places.length} times: ${places.map(place => safeText(place)).join(', ')}`;
    const advice = 'The first one runs. Remove the others, or mind them when you update.';
    return [note('installs', { code: 'several-installs', says, advice })];
  });
}

function installsOf(name: string, env: NodeJS.ProcessEnv): readonly string[] {
  const found = new Map<string, string>();
  for (const directory of (env['PATH'] ?? '').split(':').filter(isAbsolute)) {
    const path = findProgram(join(directory, name), env);
    const real = path && realpathSync(path);
    if (path && real && !found.has(real)) found.set(real, path);
  }
  return [...found.values()];
}
