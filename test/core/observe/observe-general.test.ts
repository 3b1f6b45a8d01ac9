import { describe, expect, it } from 'vitest';
import type { Screen } from '../../../src/core/screen/screen.ts';
import { screenOf } from '../agents/recorded.ts';
import { event, type Look, spec, watch } from './observation.ts';

const command = { ...spec, agent: 'command', argv: ['any'] };
const prompt = ['────────────', '> ', '────────────'];

const at = (cursor: string, ...lines: readonly string[]): Screen => screenOf(lines.join('\n'), { cursor });
const atPrompt = (...said: readonly string[]): Screen => at(`2,${said.length + 1}`, ...said, ...prompt);
const bare = (...said: readonly string[]): Screen => at('0,0', ...said);

function seen(looks: readonly Look[]): readonly string[] {
  return watch(looks.map(look => ({ spec: command, ...look }))).map(
    ({ state, summary }) => `${state}: ${summary}`,
  );
}

describe('a program that nobody described', () => {
  it('is idle at its first prompt, works while its output grows, and has finished when that has stopped', () => {
    const looks = [
      { now: 1000, screen: atPrompt('Welcome') },
      { now: 2000, screen: bare('Welcome', '> go', 'first') },
      { now: 3000, screen: bare('Welcome', '> go', 'first', 'second') },
      { now: 4000, screen: atPrompt('Welcome', '> go', 'first', 'second', 'All is done.') },
      { now: 5000 },
      { now: 7500 },
    ];
    expect(seen(looks).map(each => each.split(':')[0])).toEqual([
      'idle',
      'working',
      'working',
      'working',
      'working',
      'completed',
    ]);
    expect(seen(looks).at(-1)).toMatch(/done\.$/);
  });

  it('does not work because its banner grew, or a person types', () => {
    const looks = [
      { now: 1000, screen: bare('Welcome') },
      { now: 2000, screen: atPrompt('Welcome', 'to it') },
      { now: 3000, screen: at('8,3', 'Welcome', 'to it', '────────────', '> a word', '────────────') },
    ];
    expect(
      seen(looks)
        .slice(1)
        .map(each => each.split(':')[0]),
    ).toEqual(['idle', 'idle']);
  });

  it('has done nothing when something turned before its first prompt', () => {
    const looks = [
      { now: 1000, screen: bare('Welcome', '⠋ Initializing… (1s · esc to cancel)') },
      { now: 2000, screen: atPrompt('Welcome') },
      { now: 9000 },
    ];
    expect(seen(looks).map(each => each.split(':')[0])).toEqual(['working', 'idle', 'idle']);
  });

  it('says how its turn has ended', () => {
    const end = (...said: readonly string[]) =>
      seen([
        { now: 1000, screen: atPrompt('Welcome') },
        { now: 2000, screen: bare('Welcome', '⠋ Working… (3s · esc to interrupt)') },
        { now: 3000, screen: atPrompt('Welcome', '> go', '', ...said) },
        { now: 9000 },
      ]).at(-1);
    expect(end('● All tests pass.')).toBe('completed: All tests pass.');
    expect(end('✗ Error: 429 Too Many Requests')).toBe('failed: Error: 429 Too Many Requests');
    expect(end('Which one do you want?')).toBe('needs-input: Which one do you want?');
    expect(end('Interrupted by user')).toBe('idle: interrupted');
  });

  it('is unknown when nothing is known and nothing grows', () => {
    const looks = [{ now: 1000, screen: bare('a picture') }, { now: 90_000 }];
    expect(seen(looks).at(-1)).toMatch(/^unknown/);
  });
});

describe('a built-in agent whose rules do not know its screen', () => {
  const working = event('UserPromptSubmit', 900, { prompt: 'go' });
  const claude = (screen: Screen, more: Look = {}): Look => ({ spec, now: 4000, screen, ...more });

  it('asks what stands there as a menu, whatever its hooks told before', () => {
    const menu = bare('Shall it run?', '', '▶ 1. Yes', '  2. No', '', 'Enter to select');
    const [, last] = watch([{ spec, now: 1000, events: [working] }, claude(menu)]);
    expect(last).toMatchObject({
      state: 'needs-input',
      question: { isGeneral: true, text: 'Shall it run?' },
    });
    expect(last?.evidence[0]?.rule).toBe('general.screen.menu');
  });

  it('goes on working by its hooks, whatever looks like a prompt at rest', () => {
    const rest = at('2,2', 'some words', '', '$ ');
    const states = watch([{ spec, now: 1000, events: [working] }, claude(rest), { spec, now: 30_000 }]);
    expect(states.map(({ state }) => state)).not.toContain('completed');
  });
});
