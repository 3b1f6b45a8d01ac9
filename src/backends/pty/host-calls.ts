import type { Step } from '../../core/agents/shared/step.ts';
import type { Place } from '../../core/screen/place.ts';
import type { Screen } from '../../core/screen/screen.ts';
import type { Capturable, Delivery, Listed, StartRequest } from '../backend.ts';
import type { PtyPlace, PtyTarget } from './place.ts';

/** What is asked of the process in which terminals live: by itself, or by others over its socket. */
export interface Host {
  readonly start: (request: StartRequest) => Promise<PtyPlace>;
  readonly list: () => Promise<readonly Listed[]>;
  readonly capture: (panes: readonly Capturable[]) => Promise<ReadonlyMap<string, Screen>>;
  readonly history: (target: PtyTarget, lines: number) => Promise<readonly string[] | undefined>;
  readonly deliver: (target: PtyTarget, steps: readonly Step[], gapMs: number) => Promise<Delivery>;
  readonly stop: (target: PtyTarget) => Promise<void>;
  readonly end: (target: PtyTarget) => Promise<void>;
  readonly clear: (target: PtyTarget) => Promise<void>;
  readonly numberQuestions: (
    numbers: readonly { readonly place: Place; readonly questionNumber: number }[],
  ) => Promise<void>;
}

/** The terminals of this very process. */
export interface LocalHost extends Host {
  /** Undefined where the terminal is gone. */
  readonly attach: (request: AttachRequest, viewer: Viewer) => Attached | undefined;
  /** Pids of the programs that run. */
  readonly leaders: () => readonly number[];
  /** Ends all of them with their whole process trees. */
  readonly close: () => Promise<void>;
}

export interface AttachRequest {
  readonly place: PtyPlace;
  readonly size: NonNullable<StartRequest['size']>;
  /** Shown for a moment below the screen: our own words only. */
  readonly say?: string;
}

/** One who looks at a terminal. */
export interface Viewer {
  /** Shows output of the program, as it is. */
  readonly show: (data: string) => void;
  /** Whether it has not taken in yet what was shown. */
  readonly isBehind: () => boolean;
  /** It is to go: a way out was pressed. */
  readonly leave: () => void;
}

/** What one who looks can do. */
export interface Attached {
  /** Bytes as they came from the viewer's terminal, one per character. */
  readonly input: (bytes: string) => void;
  readonly resize: (size: NonNullable<StartRequest['size']>) => void;
  readonly close: () => void;
}
