import type { Settings } from '../settings/settings.ts';

/** What the machine says of its load; a number is left out where it is not known. */
export interface Readings {
  /** Percent of the memory, or of what the cgroup may use, that is free; the lower of both. */
  readonly memoryFree?: number | undefined;
  /** Percent of the last 10 s in which something waited for memory (PSI `some avg10`). */
  readonly memoryStall?: number | undefined;
  /** Tasks that want to run, for each core; over a minute. */
  readonly loadPerCore?: number | undefined;
  /** MB that went to swap in the last seconds. */
  readonly swapGrowth?: number | undefined;
}

export type PressureLimits = Pick<
  Settings,
  'queue.memoryFreePercent' | 'queue.maxMemoryStallPercent' | 'queue.maxLoadPerCore' | 'queue.maxSwapGrowthMb'
>;

/** Why nothing more should be started now. */
export interface Pressure {
  readonly of: 'memory' | 'swap' | 'load';
  /** Ends the sentence "queued: …". */
  readonly words: string;
}

/** What is too high; undefined where nothing is. 0 switches a limit off. */
export function pressureOf(readings: Readings, limits: PressureLimits): Pressure | undefined {
  const { memoryFree, memoryStall, loadPerCore, swapGrowth } = readings;
  const isOver = (value: number | undefined, limit: number) =>
    value !== undefined && limit > 0 && value > limit;
  const least = limits['queue.memoryFreePercent'];
  if (memoryFree !== undefined && memoryFree < least)
    return { of: 'memory', words: `memory ${Math.floor(memoryFree)} % free` };
  if (isOver(swapGrowth, limits['queue.maxSwapGrowthMb'])) return { of: 'swap', words: 'swap is growing' };
  if (isOver(memoryStall, limits['queue.maxMemoryStallPercent']))
    return {
      of: 'memory',
      words: `programs wait for memory (${Math.round(memoryStall ?? 0)} % of the time)`,
    };
  if (isOver(loadPerCore, limits['queue.maxLoadPerCore']))
    return { of: 'load', words: `load ${(loadPerCore ?? 0).toFixed(1)} per core` };
  return undefined;
}
