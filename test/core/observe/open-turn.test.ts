import { describe, expect, it } from 'vitest';
import type { Screen } from '../../../src/core/screen/screen.ts';
import { screenOf } from '../agents/recorded.ts';
import { event, type Look, spec, verdicts, watch } from './observation.ts';

const codex = { ...spec, agent: 'codex' };

/** Codex with these lines above its composer. */
function screen(said: readonly string[], title: string): Screen {
  const footer = [
    '',
    '',
    '› Ask Codex to do anything',
    '',
    '  GPT-5.5 default · /home/me/proj',
    '  ? for shortcuts',
  ];
  return screenOf(['› go', '', ...said, ...footer].join('\n'), { title, width: 80 });
}

function states(looks: readonly Look[]): readonly string[] {
  return watch(looks.map(look => ({ spec: codex, ...look }))).map(({ state }) => state);
}

const words = (count: number) => [`• ${'so far '.repeat(count).trim()}`];
const ended = [...words(3), '', '  Worked for 1m 12s • 08:43'];
const submitted = event('UserPromptSubmit', 900, { prompt: 'go' });
const stop = event('Stop', 20_500, { last_assistant_message: 'so far' });

describe('an answer of Codex that is still coming in', () => {
  it.each(['Working | proj', 'proj | Thinking', '⠼ proj'])('is work by its title: %s', title => {
    expect(states([{ screen: screen(words(1), title) }, { now: 60_000 }])).toEqual(['working', 'working']);
  });

  it.each(['proj', '', 'Working on it'])(
    'is work since its prompt, without a title that tells: %j',
    title => {
      const looks = [
        { events: [submitted], screen: screen(words(1), title) },
        { now: 20_000 },
        { now: 21_000, screen: screen(words(2), title) },
        { now: 22_000, screen: screen(ended, title) },
      ];
      expect(states(looks)).toEqual(['working', 'working', 'working', 'completed']);
    },
  );

  it('is over with the event that says so, and with the word for rest in its title', () => {
    const begun = { events: [submitted], screen: screen(words(1), 'proj') };
    expect(states([begun, { now: 21_000, events: [stop] }])).toEqual(['working', 'completed']);
    expect(states([begun, { screen: screen(words(2), 'Ready | proj') }])).toEqual(['working', 'completed']);
  });

  it('goes on after a permission that was given', () => {
    const asked = event('PermissionRequest', 1900, { tool_name: 'Bash', tool_input: { command: 'ls' } });
    const looks = [{ events: [submitted] }, { events: [asked] }, { screen: screen(words(1), 'proj') }];
    expect(states(looks)).toEqual(['working', 'needs-input', 'working']);
  });

  it('is work while it moves, where no event is told', () => {
    const looks = [
      { screen: screen(words(1), 'proj') },
      { screen: screen(words(2), 'proj') },
      { now: 9000 },
      { now: 11_000 },
    ];
    expect(states(looks)).toEqual(['working', 'working', 'working', 'completed']);
  });

  it('does not ask what it says in the middle of a turn', () => {
    const question = screen(['• Which one?'], 'proj');
    expect(states([{ events: [submitted] }, { screen: question }])).toEqual(['working', 'working']);
  });
});

describe('a limit that Claude Code waits for', () => {
  const failed = event('StopFailure', 2900, { error: 'rate_limit', last_assistant_message: 'API error' });

  it('is a wait, whatever its hook said', () => {
    expect(verdicts([{ screen: 'working' }, { screen: 'usage-limit' }, { events: [failed] }])).toEqual([
      'working by claude.screen.working',
      'sleeping by claude.screen.limit-wait',
      'sleeping by claude.screen.limit-wait',
    ]);
  });

  it('is over once it goes on', () => {
    const again = event('UserPromptSubmit', 3900, { prompt: 'Continue' });
    const looks = [
      { screen: 'usage-limit' },
      {},
      { events: [failed] },
      { events: [again] },
      { screen: 'usage-limit-continued' },
    ];
    expect(verdicts(looks).slice(2)).toEqual([
      'sleeping by claude.screen.limit-wait',
      'working by claude.event.UserPromptSubmit',
      'completed by claude.screen.completed',
    ]);
  });
});
