import type { Figure } from './figure.ts';
import { circumstances, type Run, shown } from './report.ts';

/** A figure of the new build may be so many times that of the old one. */
const most = 1.05;

/** What stands in bench/COMPARED.md. */
export function comparedText(old: readonly Figure[], fresh: readonly Figure[], run: Run): string {
  return `# Compared

\`npm run bench -- --against DIRECTORY\`, ${circumstances(run)}

Two builds in one run: each figure is measured in turns, old, new, old, new, with the same terminal, scratch homes and
scripted agent; memory and what runs for a time, of both at once. The ratio is that of the medians; at most ${most} is right.
Starts of Node itself are measured in the same way, before each of the two: their ratio shows what the machine adds.

${comparedTable(old, fresh)}
`;
}

export function comparedTable(old: readonly Figure[], fresh: readonly Figure[]): string {
  const lines = fresh.flatMap(figure => {
    const before = old.find(({ name }) => name === figure.name);
    // A percentile of so few is no median.
    if (!before || figure.name.includes('percentile')) return [];
    const values = [before.value, figure.value].map(value => shown(value, figure.unit));
    return [`| ${[figure.name, ...values, ratioText(figure, before), figure.how].join(' | ')} |`];
  });
  return [
    '| figure | old | new | ratio of medians | how |',
    '| --- | ---: | ---: | ---: | --- |',
    ...lines,
  ].join('\n');
}

function ratioText(figure: Figure, before: Figure): string {
  const ratio = figure.value / before.value;
  const text = ratio.toFixed(2);
  // What was measured of Node itself is no figure of the program.
  if (figure.name.startsWith('start of Node')) return text;
  return Number(text) <= most ? `${text} ✓` : `**${text}**`;
}
