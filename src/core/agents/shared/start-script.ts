/** A script of sh that starts an agent. */
export function script(...lines: readonly string[]): string {
  return ['#!/bin/sh', ...lines, ''].join('\n');
}

export function shellQuote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
