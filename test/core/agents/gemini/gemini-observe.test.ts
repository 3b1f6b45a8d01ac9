import { describe, expect, it } from 'vitest';
import type { Look } from '../../observe/observation.ts';
import { pane, spec, verdicts, watch } from '../../observe/observation.ts';
import { geminiScreen } from './gemini-recorded.ts';

type GeminiLook = Omit<Look, 'screen'> & { readonly screen?: string };

function looks(all: readonly GeminiLook[]): readonly Look[] {
  return all.map(({ screen, ...look }) => ({
    spec: { ...spec, agent: 'gemini' },
    ...look,
    ...(screen !== undefined && { screen: geminiScreen(screen) }),
  }));
}

const shown = (name: string): GeminiLook => ({ screen: name });

describe('sessions of Gemini CLI, which tells nothing but its screen', () => {
  it.each<[string, readonly GeminiLook[], readonly string[]]>([
    [
      'a turn with a permission',
      [
        {},
        shown('idle-empty-w100'),
        shown('working-think-w100'),
        shown('approve-shell-w100'),
        shown('finished-tool-w100'),
      ],
      [
        'working by process.starting',
        'working by process.starting',
        'working by gemini.screen.working',
        'needs-input by gemini.screen.permission',
        'completed by gemini.screen.completed',
      ],
    ],
    [
      'Esc while it works, and at a dialog',
      [shown('60x20-slow'), shown('60x20-slow-esc'), shown('80x24-shell'), shown('80x24-shell-esc')],
      [
        'working by gemini.screen.working',
        'idle by gemini.screen.interrupted',
        'needs-input by gemini.screen.permission',
        'idle by gemini.screen.interrupted',
      ],
    ],
    [
      'errors: retried, given up, and a limit that asks first',
      [
        shown('retry-500-w100'),
        shown('error-400-w100'),
        shown('quota-dialog-w100'),
        shown('100x30-quota-stop'),
      ],
      [
        'working by gemini.screen.working',
        'failed by gemini.screen.error',
        'needs-input by gemini.screen.dialog',
        'failed by gemini.screen.limit',
      ],
    ],
    [
      'trust, its restart, and the conversation that goes on',
      [shown('trust-w100'), shown('100x30-trust-after'), shown('resumed-w100')],
      [
        'needs-input by gemini.screen.dialog',
        'working by gemini.screen.restarting',
        'completed by gemini.screen.completed',
      ],
    ],
    [
      'a crash, and a resumed run',
      [
        shown('working-tool-w100'),
        { pane: { ...pane, dead: true, signal: 9 } },
        { pane: { ...pane, pid: 200 }, screen: 'resumed-w100' },
      ],
      ['working by gemini.screen.working', 'failed by process.killed', 'idle by gemini.screen.completed'],
    ],
    [
      'leaving in good order',
      [shown('finished-w100'), { pane: { ...pane, dead: true, exitCode: 0 }, screen: 'after-exit-w100' }],
      ['completed by gemini.screen.completed', 'completed by process.exited'],
    ],
  ])('%s', (_title, all, expected) => {
    expect(verdicts(looks(all))).toEqual(expected);
  });

  it('a title that alone changes is read', () => {
    const sent = geminiScreen('resumed-w100');
    const title = (text: string) => ({
      spec: { ...spec, agent: 'gemini' },
      screen: { ...sent, title: text },
    });
    expect(verdicts([title('✦  Working… (p)'), title('◇  Ready (p)')])).toEqual([
      'working by gemini.screen.working',
      'completed by gemini.screen.completed',
    ]);
  });

  it('ticking boxes leaves the question and its number as they are', () => {
    const numbers = watch(looks([shown('60x20-several'), shown('100x30-several-1')]));
    expect(numbers.map(each => each.questionNumber)).toEqual([1, 1]);
  });
});
