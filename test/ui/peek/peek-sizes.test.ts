import { expect, it } from 'vitest';
import type { Question } from '../../../src/core/question/question.ts';
import { cells } from '../../../src/core/text/safe-text.ts';
import { changed } from '../../../src/ui/state/view-state.ts';
import { questions } from '../../helpers/every-state.ts';
import { openView, textOf } from '../../helpers/open-view.ts';
import { aSession } from '../../helpers/sessions.ts';

const options = (...labels: readonly string[]) => labels.map(label => ({ label }));

/** What real agents ask, next to one question of each kind. */
const asked: Readonly<Record<string, Question>> = {
  ...questions,
  shell: {
    kind: 'permission',
    header: 'Bash command',
    text: 'Do you want to proceed?',
    body: 'touch made.txt && echo created\nCreate a file',
    options: options(
      'Yes',
      'Yes, and always allow access to scratch/ from this project',
      'Yes, and switch to auto mode',
      'No',
    ),
  },
  newFile: {
    kind: 'permission',
    header: 'Create file',
    text: 'Do you want to create hello.txt?',
    body: 'hello.txt\n 1 +hello\n 2 +world',
    options: options('Yes', 'Yes, and switch to accepting edits (shift+tab)', 'No'),
  },
  planWithHeading: {
    kind: 'plan',
    header: 'Plan',
    text: 'Claude has written up a plan and is ready to execute. Would you like to proceed?',
    body: `Plan\n\n${Array.from({ length: 12 }, (_, at) => `${at + 1}. Step ${at + 1}\n`).join('\n')}`,
    options: options(
      'Yes, and use auto mode',
      'Yes, manually approve edits',
      'No, refine with Ultraplan on the web',
      'Tell Claude what to change',
    ),
  },
  platforms: {
    kind: 'question',
    header: '☐ Platforms  ☐ Licence',
    text: 'Which platforms should be built?',
    multiple: true,
    options: [
      { label: 'Linux', description: 'The servers and the desktop', checked: true },
      { label: 'macOS', description: 'Signed and notarised', checked: false },
      { label: 'Windows', description: 'With an installer', checked: false },
      { label: 'Type something.', checked: false },
      { label: 'Chat about this' },
    ],
  },
};

function shown(question: Question, columns: number, rows: number) {
  const asking = aSession('aaaaaaaa', {
    status: { state: 'needs-input', question, questionNumber: 1 },
  });
  const others = Array.from({ length: 20 }, (_, at) => aSession(`${at}`.padStart(8, '0')));
  const view = openView([asking, ...others], { screen: { columns, rows }, list: { selectedId: 'aaaaaaaa' } });
  view.press(['space']);
  const peek = view.state().peek.open;
  if (peek) view.set({ peek: { open: { ...peek, lines: ['● Earlier words', '', '  of the session'] } } });
  return view;
}

interface Shown {
  readonly columns: number;
  readonly rows: number;
  readonly text: string;
}

/** The beginning of each label, up to the word that no other label begins with. */
function ownWords({ options: all }: Question): readonly string[] {
  return all.map(({ label }) => {
    const words = label.split(' ');
    const length = words.findIndex(
      (_word, at) =>
        !all.some(other => other.label !== label && other.label.startsWith(words.slice(0, at + 1).join(' '))),
    );
    return words.slice(0, length + 1).join(' ');
  });
}

const joined = (text: string) => text.replace(/[│┃]/gu, ' ').replace(/\s+/gu, ' ');

/** What is missing on a screen of this size. */
function missing(question: Question, { columns, rows, text }: Shown): readonly string[] {
  const lines = text.split('\n');
  const words = joined(text);
  const heading = question.header === 'Plan' ? /^\W*Plan$/ : /^$/;
  const body = (question.body ?? '').split('\n').filter(line => line.trim() && !heading.test(line));
  const isCut = body.some(line => !words.includes(joined(line).trim()));
  const [first = ''] = body;
  return [
    ...(lines.length === rows ? [] : [`${lines.length} lines`]),
    ...lines.filter(line => cells(line) > columns).map(line => `too wide: ${line}`),
    ...(lines.some(line => line.startsWith('❯ press') || line.startsWith('❯ type')) ? [] : ['the field']),
    ...(words.includes(joined(first).trim().slice(0, 24)) ? [] : ['the beginning of what is approved']),
    ...(isCut && !/↓ \d+ more lines: PgDn/.test(text) ? ['a mark that says how much more there is'] : []),
    ...(words.includes(question.text.slice(0, 24)) ? [] : ['the question']),
    ...ownWords(question).filter((own, at) => !words.includes(`${at + 1}. ${own}`)),
  ];
}

const columnsTried = [40, 60, 80, 120];
const rowsTried = [10, 11, 12, 13, 14, 16, 18, 20, 22, 24, 26, 30, 40];

it.each(Object.entries(asked))('a person sees what is asked at every size: %s', (_name, question) => {
  const state = shown(question, 80, 24).state();
  for (const columns of columnsTried)
    for (const rows of rowsTried) {
      const text = textOf(changed(state, { screen: { columns, rows } }));
      expect(missing(question, { columns, rows, text }), `${columns}x${rows}`).toEqual([]);
    }
});

it('a question goes before the list, with its tabs', () => {
  const text = shown(asked.platforms as Question, 60, 10).text();
  expect(text).toContain('0 of 2 answered');
  expect(text).toContain('Which platforms should be built?');
});

it.each([
  [40, 12],
  [60, 10],
  [80, 24],
])('every label of a permission is whole at %ix%i', (columns, rows) => {
  for (const question of [asked.shell, asked.newFile] as readonly Question[]) {
    const words = joined(shown(question, columns, rows).text());
    for (const { label } of question.options) expect(words).toContain(label);
  }
});

it('every line of a plan is reached with PgDn where there are few lines', () => {
  const view = shown(asked.planWithHeading as Question, 60, 10);
  const seen = Array.from({ length: 40 }, () => {
    const text = view.text();
    view.press(['pagedown']);
    return text;
  }).join('\n');
  for (let step = 1; step <= 12; step++) expect(seen).toContain(`│ ${step}. Step ${step}`);
});

it('a reply of several lines and a notice leave the screen its size', () => {
  const view = shown(asked.shell as Question, 40, 16);
  view.press([...'words '.repeat(30)].map(key => (key === ' ' ? 'space' : key)));
  expect(view.text().split('\n')).toHaveLength(16);
});
