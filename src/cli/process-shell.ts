import { writeError, writeOutput } from './output/output.ts';
import type { Shell } from './verb.ts';

/** The shell of this process. */
export const processShell: Shell = {
  env: process.env,
  cwd: () => process.cwd(),
  now: Date.now,
  input: {
    get isTTY() {
      return process.stdin.isTTY === true;
    },
    stream: () => process.stdin,
  },
  output: {
    get isTTY() {
      return process.stdout.isTTY === true;
    },
    get columns() {
      return process.stdout.columns;
    },
    get rows() {
      return process.stdout.rows;
    },
    write: writeOutput,
    stream: () => process.stdout,
  },
  writeError,
};
