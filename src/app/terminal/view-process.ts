/** What the view has of the process in which it runs. Tests give one of their own. */
export interface ViewProcess {
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  /** Its events are the signals that come. */
  readonly signals: NodeJS.EventEmitter;
  /** False when the terminal's window was closed. */
  readonly hasTerminal: () => boolean;
  /** Stops the process, until it is told to go on. */
  readonly halt: () => void;
  /** With what it ends, whatever is said until then. */
  readonly endWith: (code: number) => void;
}

/** Where a terminal does not tell its size. */
const usualSize = { columns: 80, rows: 24 };

export function sizeOfView({ stdout }: Pick<ViewProcess, 'stdout'>) {
  return { columns: stdout.columns || usualSize.columns, rows: stdout.rows || usualSize.rows };
}
