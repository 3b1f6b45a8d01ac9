import { describe, expect, it } from 'vitest';
import { takeAnswer } from '../../../src/ui/theme/background-answer.ts';

const dark = '\u001b]11;rgb:1e1e/1e1e/1e1e\u001b\\';
const light = '\u001b]11;rgb:ffff/fdfd/f0f0\u0007';

/** Reads one after the other, as a line of a terminal gives them. */
function typed(reads: readonly string[], holdsEscape = true) {
  let keys = '';
  let held = '';
  let background: string | undefined;
  for (const read of reads) {
    const taken = takeAnswer(held + read, { holdsEscape });
    keys += taken.keys;
    held = taken.held;
    background = taken.background ?? background;
  }
  return { keys, held, background };
}

describe('the answer of a terminal', () => {
  it.each([
    [dark, 'dark'],
    [light, 'light'],
    ['\u001b]11;rgb:1/2/3\u0007', 'dark'],
    ['\u001b]11;rgba:ffff/ffff/ffff/ffff\u001b\\', 'light'],
    ['\u001b]11;#fdf6e3\u0007', 'light'],
    ['\u001b]11;rgb:00/00/ff\u009c', 'dark'],
  ])('tells from %j that the background is %s', (read, background) => {
    expect(typed([read])).toEqual({ keys: '', held: '', background });
  });

  it('never reaches the keys, wherever it is cut in two', () => {
    for (const answer of [dark, light])
      for (let at = 0; at <= answer.length; at += 1) {
        const { keys, held, background } = typed([`fix${answer.slice(0, at)}`, `${answer.slice(at)} it`]);
        expect({ keys, held }).toEqual({ keys: 'fix it', held: '' });
        expect(background).toBe(answer === dark ? 'dark' : 'light');
      }
  });

  it('never reaches the keys when every byte comes alone', () => {
    expect(typed([...`a${dark}b`])).toEqual({ keys: 'ab', held: '', background: 'dark' });
  });

  it.each(['\u001b[A', '\u001bx', '\u001b[27;5;9~', '\u001b[200~11;rgb:\u001b[201~', 'text', '\u001b]12'])(
    'leaves %j to the view',
    read => {
      expect(typed([read])).toEqual({ keys: read, held: '', background: undefined });
    },
  );

  it('holds an Esc back only while an answer is due', () => {
    expect(typed(['\u001b'])).toMatchObject({ keys: '', held: '\u001b' });
    expect(typed(['\u001b'], false)).toMatchObject({ keys: '\u001b', held: '' });
    expect(typed(['\u001b]', dark.slice(2)], false)).toEqual({ keys: '', held: '', background: 'dark' });
  });

  it('is dropped when it says nothing that can be read', () => {
    expect(typed(['a\u001b]11;what\u0007b'])).toEqual({ keys: 'ab', held: '', background: undefined });
  });
});
