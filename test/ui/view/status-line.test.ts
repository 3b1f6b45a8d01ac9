import { describe, expect, it } from 'vitest';
import { peekOf } from '../../../src/ui/peek/peek.ts';
import { fieldWith } from '../../../src/ui/state/text-edit.ts';
import { changed } from '../../../src/ui/state/view-state.ts';
import { frame } from '../../../src/ui/view/frame.ts';
import { statusLine } from '../../../src/ui/view/status-line.ts';
import { aSession, aState } from '../../helpers/sessions.ts';

const bare = (text: string) => text.replace(/\u001b\[\d+m/g, '');
const state = (columns: number) =>
  aState([aSession('aaaaaaaa')], { screen: { columns }, list: { selectedId: 'aaaaaaaa' } });

type Given = NonNullable<Parameters<typeof aSession>[1]>;

/** A session that has worked and ended, in the list and peeked at. */
function endedAs({ spec, status }: Given) {
  const ended = aSession('aaaaaaaa', {
    spec: { ...(spec?.agent === undefined && { sessionId: 'known' }), ...spec },
    status: { state: 'completed', process: 'exited', memory: { hasWorked: true }, ...status },
  });
  const list = aState([ended], { list: { selectedId: 'aaaaaaaa' } });
  return {
    list,
    peek: changed(list, { keys: { mode: 'peek' as const }, peek: { open: peekOf(list, 'aaaaaaaa') } }),
  };
}

describe('the last line', () => {
  it.each([40, 60, 80, 120])('tells at %i columns how to see every key', columns => {
    const line = bare(statusLine(state(columns)));
    expect(line).toMatch(/^ enter attaches .*\? for keys$/);
    expect(line.length).toBeLessThan(columns);
  });

  it('tells how to come back from a session in a pane beside the view', () => {
    const session = aSession('aaaaaaaa', { status: { place: { backend: 'iterm2' } } });
    const beside = aState([session], { screen: { columns: 120 }, list: { selectedId: 'aaaaaaaa' } });
    expect(bare(statusLine(beside))).toContain('enter attaches · cmd+[ comes back');
  });

  it('tells how to clear a text where not every hint fits', () => {
    const line = bare(statusLine(changed(state(50), { line: { field: fieldWith('fix it') } })));
    expect(line).toBe(' enter starts it · esc clears');
  });

  it.each([
    ['fix it', 'enter starts it'],
    ['--model opus fix it', 'enter starts it'],
    ['fix it --model opus', '--model is part of the task here; options come first · enter starts it'],
    ['fix it --effort=high ', '--effort is part of the task here'],
    ['say what --model opus means', 'enter starts it · shift+enter'],
    ['fix the --verbose flag', 'enter starts it · shift+enter'],
    ['! make --model opus', 'enter starts it · shift+enter'],
    ['--model opus', 'enter keeps it for new sessions'],
    ['/exit', 'enter leaves'],
    ['s:failed', 'esc clears'],
  ])('says what Enter does with %s in the line', (text, words) => {
    const line = bare(statusLine(changed(state(120), { line: { field: fieldWith(text) } })));
    expect(line).toContain(words);
    expect(line).not.toContain('enter attaches');
  });

  it('says of a session that has ended that Enter resumes and Ctrl+X deletes it', () => {
    const { list, peek } = endedAs({});
    for (const shown of [list, peek])
      expect(bare(statusLine(changed(shown, { screen: { columns: 120 } })))).toMatch(
        /^ enter resumes .* ctrl\+x deletes /,
      );
  });

  it.each([
    ['an agent that has worked', {}, '❯ it has ended; a reply resumes it, and so does Enter'],
    [
      'an agent that has not',
      { status: { memory: {} } },
      '❯ it ended before its first turn; Enter starts it again, and so does a reply',
    ],
    [
      'an agent that told no conversation',
      { spec: { agent: 'codex' }, status: {} },
      '❯ it has ended and cannot be resumed; start a new session',
    ],
    ['a job', { spec: { kind: 'exec' } }, '❯ it has ended; Enter shows its last screen'],
  ] as const)('says what can be done with %s that has ended', (_what, part, words) => {
    expect(frame(endedAs(part).peek).lines.map(bare)).toContain(words);
  });

  it.each([
    ['starts it again, where it never began', { status: { memory: {} } }, / enter starts it again · /],
    ['is left out where it can do nothing', { spec: { agent: 'codex' } }, /^ (?!enter)/],
  ] as const)('Enter %s', (_what, part, words) => {
    const { list, peek } = endedAs(part);
    for (const shown of [list, peek])
      expect(bare(statusLine(changed(shown, { screen: { columns: 120 } })))).toMatch(words);
  });

  it.each([
    [40, 12, 2],
    [80, 24, 2],
    [80, 15, 2],
    [200, 60, 1],
  ])('tells at %ix%i to its end what can be done about a failure', (columns, rows, count) => {
    const text =
      'Nothing was started: "fix it" would run in a mode that never asks. Accept it once: agents accept auto.';
    const notice = { text, tone: 'failure' as const, until: Number.POSITIVE_INFINITY };
    const shown = frame(changed(state(columns), { screen: { rows }, notices: { current: notice } })).lines;
    expect(shown).toHaveLength(rows);
    const last = shown.slice(-count).map(line => bare(line).trim());
    if (columns >= 80) expect(last.join(' ')).toBe(text);
    else expect(last.at(-1)).toMatch(/…$/);
  });
});
