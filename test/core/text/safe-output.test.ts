import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { safeName } from '../../../src/core/session/names.ts';
import { safeJson, safePath } from '../../../src/core/text/safe-output.ts';

const osc = '\u001b]52;c;UFdORUQ=\u0007';
const hostile = `a${osc}\u202eb\u009b31mc\u2066d\u007f\u200f\u{e0041}\ud800\u2028e\r\nf`;
const dangerous =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f]|\p{Surrogate}/u;

it('writes JSON without anything that a terminal obeys, and every reader gets the same text', () => {
  for (const indent of [undefined, 2]) {
    const text = safeJson({ [hostile]: [hostile, 'ü 🎉 plain', undefined, null, 1] }, indent);
    expect(text).not.toMatch(dangerous);
    expect(text).toContain('ü 🎉 plain');
    expect(JSON.parse(text)).toEqual({ [hostile]: [hostile, 'ü 🎉 plain', null, null, 1] });
  }
});

it('writes a path as the shell takes it back', () => {
  expect(safePath('/home/me/it’s here')).toBe('/home/me/it’s here');
  const path = `/dir'\\${osc}\u202ex\u009b31m\n`;
  expect(safePath(path)).not.toMatch(dangerous);
  const back = execFileSync('bash', ['-c', `printf %s ${safePath(path)}`], { encoding: 'utf8' });
  expect(back).toBe(path);
});

it('keeps of a name what can be shown, in one line', () => {
  expect(safeName(hostile)).toBe('abcd e f');
  expect(safeName(`${osc}\u202e`)).toBe('');
  expect(safeName('x'.repeat(10_000)).length).toBe(200);
});
