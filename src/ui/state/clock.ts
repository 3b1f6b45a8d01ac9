/** The time, and when a key was last pressed; ms since the epoch. */
export interface ClockState {
  readonly now: number;
  /** 0 before the first key. */
  readonly lastKeyAt: number;
  /** Counts the ticker's beats, for icons of working rows. */
  readonly beat: number;
}

export function firstClock(now: number): ClockState {
  return { now, lastKeyAt: 0, beat: 0 };
}

/** While keys come closer together than this, rows keep their places. */
const calmMs = 700;

/** No key was pressed just now: rows may move. */
export function isCalm({ now, lastKeyAt }: ClockState): boolean {
  return now - lastKeyAt >= calmMs;
}
