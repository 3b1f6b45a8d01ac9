import { describe, expect, it } from 'vitest';
import { complete } from '../../../src/cli/completion/complete.ts';
import { verbs } from '../../../src/cli/verbs.ts';
import { agents } from '../../../src/core/agents/index.ts';

describe('completions on the shell', () => {
  it('offer every verb', () => {
    const offered = complete([''], {});
    expect(offered).toEqual(verbs.map(({ name, doc }) => ({ word: name, doc })));
  });

  it('offer every agent that is built in, by name', () => {
    const programs = agents.filter(({ name }) => name !== 'shell');
    const words = programs.map(({ name, label }) => ({ word: name, doc: label }));
    expect(complete(['run', '--agent', ''], {})).toEqual(words);
  });

  it('offer where sessions can live, of the view and of verbs', () => {
    const backends = ['tmux', 'in-process', 'iterm2', 'auto'].map(word => ({ word }));
    for (const words of [
      ['--backend', ''],
      ['run', '--backend', ''],
      ['respawn', '--backend', ''],
    ])
      expect(complete(words, {})).toMatchObject(backends);
  });

  it('leave directories and files to the shell', () => {
    expect(complete(['run', '--cwd', ''], {})).toBe('directories');
    expect(complete(['run', '--prompt-file', ''], {})).toBe('files');
    expect(complete(['run', 'task', '--', ''], {})).toBe('files');
  });
});
