import type { QuestionShape } from './peek-question.ts';

type Shape = Omit<QuestionShape, 'width'>;

/** A shape of the question, and the lines of what is to be approved that must be left beside it. */
interface Attempt {
  readonly shape: Shape;
  readonly least: number;
}

/** Lines of what is to be approved that come before those of the list. */
export const firstBodyLines = 6;
/** The last of them may say how to read on. */
const leastBodyLines = 3;

export const wholeShape: Shape = { options: 'whole', textLines: 6 };
const labels: Shape = { options: 'labels', textLines: 6 };
/** What is to be approved tells more than `Do you want to make this edit to jump.ts?`. */
const shortText: Shape = { options: 'labels', textLines: 1 };
const packed: Shape = { options: 'packed', textLines: 1 };

/** Where few lines are left: one of what is to be approved, and how many more there are. */
const narrow: readonly Attempt[] = [
  ...[6, 2, 1].map(textLines => ({ options: 'packed', textLines }) as const),
  { options: 'packed', textLines: 2, isBare: true } as const,
  ...[64, 48, 36, 28, 20, 0].map(
    labelCells => ({ options: 'packed', textLines: 1, isBare: true, labelCells }) as const,
  ),
].map(shape => ({ shape, least: 2 }));

const approving: readonly Attempt[] = [
  ...[firstBodyLines, leastBodyLines].flatMap(least =>
    [wholeShape, labels, shortText, packed].map(shape => ({ shape, least })),
  ),
  ...narrow,
];

const asking: readonly Attempt[] = [...[wholeShape, labels].map(shape => ({ shape, least: 0 })), ...narrow];

/** The best first; the last one fits nearly everywhere. */
export function shapesFor(bodyLines: number): readonly Attempt[] {
  return bodyLines > 0 ? approving : asking;
}
