import { circumstances, type Run } from '../report.ts';
import { type BackendFigure, backendNames } from './subject.ts';

/** What stands in bench/BACKENDS.md. */
export function backendsText(figures: readonly BackendFigure[], run: Run): string {
  return `# Backends

\`npm run bench:backends\`, ${circumstances(run)}

The same build with its sessions in tmux and in the view itself, each in a scratch home of its own with the view open, in
turns in one run: tmux, in-process, tmux, in-process. Programs run in a tmux pane of 120x35 that a control client sends
keys to and reads output from; a time ends with the arrival of the output that made the screen fit.

${backendsTable(figures)}
`;
}

export function backendsTable(figures: readonly BackendFigure[]): string {
  const lines = figures.map(({ name, values, target, isRight, how }) => {
    const verdict = isRight === undefined ? '' : isRight ? ' ✓' : ' **missed**';
    return `| ${[name, ...values, `${target ?? ''}${verdict}`, how].join(' | ')} |`;
  });
  return [
    `| | ${backendNames.join(' | ')} | target | how |`,
    '| --- | ---: | ---: | --- | --- |',
    ...lines,
  ].join('\n');
}

export function ms(value: number): string {
  return `${value.toFixed(value < 20 ? 1 : 0)} ms`;
}
