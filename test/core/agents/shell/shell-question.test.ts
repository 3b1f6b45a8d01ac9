import { describe, expect, it } from 'vitest';
import { shell } from '../../../../src/core/agents/shell/shell.ts';
import type { Screen } from '../../../../src/core/screen/screen.ts';
import { cells } from '../../../../src/core/text/safe-text.ts';

/** A job whose output ends with these words, the cursor right behind them; `\n` at the end: below them. */
function output(text: string, behind = 1): Screen {
  const all = text.split('\n');
  const lines = all.map(line => line.trimEnd());
  const last = lines.at(-1) ?? '';
  const cursorX = last === '' ? 0 : cells(last) + behind;
  return { lines, title: '', cursorX, cursorY: lines.length - 1, width: 80, height: 24 };
}

const read = (text: string, behind?: number) => shell.readScreen(output(text, behind));
const labels = (text: string) => read(text).question?.options.map(({ label }) => label);
const typed = (text: string, choice: number) => {
  const { question } = read(text);
  const steps = question && shell.answer(question, { choices: [choice] });
  return steps?.map(step => ('keys' in step ? step.keys.join(' ') : step.text));
};

describe('a shell job that waits for an answer', () => {
  it.each([
    ['Go on? [y/N] ', ['Yes (y)', 'No (n)'], ['y']],
    ['Do you want to continue? [Y/n]', ['Yes (y)', 'No (n)'], ['y']],
    ['Overwrite (y/n/a/q)? ', ['Yes (y)', 'No (n)', 'All (a)', 'Quit (q)'], ['y']],
    ['Proceed (Y/n)? ', ['Yes (y)', 'No (n)'], ['y']],
    ['Fortfahren? [J/n] ', ['J (j)', 'No (n)'], ['j']],
    [
      'Are you sure you want to continue connecting (yes/no/[fingerprint])? ',
      ['yes', 'no', 'fingerprint'],
      ['yes', 'enter'],
    ],
    ['Which one? (dev/prod) ', ['dev', 'prod'], ['dev', 'enter']],
    ['Apply? (A)bort, (R)etry, (I)gnore? ', ['Abort (a)', 'Retry (r)', 'Ignore (i)'], ['a']],
    ['Press ENTER to continue', ['Press ENTER to continue'], ['enter']],
    ['Press any key to continue . . . ', ['Press any key to continue . . .'], ['enter']],
    ['Drücke eine Taste ...', ['Drücke eine Taste ...'], ['enter']],
    ['a\nb\n--More--(12%)', ['Next page (space)', 'Quit (q)'], ['space']],
    ['a\nb\n(END)', ['Next page (space)', 'Quit (q)'], ['space']],
    ['a\nb\n:', ['Next page (space)', 'Quit (q)'], ['space']],
    [
      ' Manual page ls(1) line 1 (press h for help or q to quit)',
      ['Next page (space)', 'Quit (q)'],
      ['space'],
    ],
  ])('%s', (text, options, keys) => {
    expect(read(text)).toMatchObject({ state: 'needs-input', rule: 'shell.screen.asks' });
    expect(labels(text)).toEqual(options);
    expect(typed(text, 0)).toEqual(keys);
  });

  it.each([
    'Password: ',
    '[sudo] password for me: ',
    "me@host's password: ",
    "Enter passphrase for key '/home/me/.ssh/id': ",
    'Passwort: ',
    'Mot de passe : ',
    'GitHub token: ',
    'パスワード: ',
  ])('%s is a secret', text => {
    expect(read(text)).toMatchObject({
      rule: 'shell.screen.asks',
      question: { isSecret: true, options: [] },
    });
  });

  it.each([
    'What is your name? ',
    'package name: (proj) ',
    'Enter file in which to save the key (/root/.ssh/id): ',
    'Username for https://example.org: ',
    'Select a number> ',
  ])('%s is answered with words', text => {
    const { rule, question } = read(text);
    expect(rule).toBe('shell.screen.asks');
    expect(question && shell.answer(question, { choices: [], text: 'x' })).toEqual([
      { text: 'x' },
      { keys: ['enter'] },
    ]);
  });

  it('has the first half of a wrapped question in its words', () => {
    expect(
      read('Do you want to remove these 12 packages and all that depends on them\nfrom this system? [y/N] ')
        .question?.text,
    ).toBe('Do you want to remove these 12 packages and all that depends on them from this system? [y/N]');
  });

  it('asks the same while an answer is typed and not sent', () => {
    expect(read('Go on? [y/N] y', 0).question).toEqual(read('Go on? [y/N] ').question);
  });

  it('is a menu where a pointer stands before one of its choices', () => {
    const menu = '? Pick one (Use arrow keys)\n❯ vanilla\n  vue\n  react';
    const reading = shell.readScreen({ ...output(menu), cursorX: 0, cursorY: 4 });
    expect(reading).toMatchObject({ rule: 'shell.screen.asks', question: { selected: 0 } });
  });
});

describe('what is only output of a shell job', () => {
  it.each([
    'compiled 12 files\n',
    'Go on? [y/N] y\ninstalled\n',
    'warning: did you mean [y/n]?\nnext line\n',
    'Is it done? not yet\n',
    '?? src/new-file.ts\n',
    'Password: \nlogged in\n',
    'error: what is this?\nat line 3\n',
    '',
  ])('%j', text => {
    expect(read(text)).toMatchObject({ state: 'working', rule: 'shell.screen.output' });
  });

  it.each([
    'Downloading: ',
    'Building',
    '[12/40] Compiling a.c',
    'root@host:~# ',
    'Progress: 42% [====>     ]',
  ])('%s counts as a question only where the terminal is read', text => {
    expect(read(text).rule).not.toBe('shell.screen.asks');
  });
});
