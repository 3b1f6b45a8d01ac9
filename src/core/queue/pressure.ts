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

/** Why nothing more should be started now, or undefined. 0 switches a limit off. */
export function pressureOf(readings: Readings, limits: PressureLimits): string | undefined {
  const { memoryFree, memoryStall, loadPerCore, swapGrowth } = readings;
  const isOver = (value: number | undefined, limit: number) =>
    value !== undefined && limit > 0 && value > limit;
  const least = limits['queue.memoryFreePercent'];
  if (memoryFree !== undefined && memoryFree < least) return `memory ${Math.floor(memoryFree)} % free`;
  if (isOver(swapGrowth, limits['queue.maxSwapGrowthMb'])) return 'swap is growing';
  if (isOver(memoryStall, limits['queue.maxMemoryStallPercent']))
    return `programs wait for memory (${Math.round(memoryStall ?? 0)} % of the time)`;
  if (isOver(loadPerCore, limits['queue.maxLoadPerCore']))
    return `load ${(loadPerCore ?? 0).toFixed(1)} per core`;
  return undefined;
}
