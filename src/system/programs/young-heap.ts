/**
 * MiB of V8's new space, both halves. By itself it goes up to 32 on Node 20 and to 128 on Node 24, where it stays while
 * frames are drawn. With 2 V8 collects so often that it costs a third more of the processor; with 4 it costs nothing.
 */
const mostMib = 4;
/** V8's own, from 11.3 (Node 20) to 14.6 (Node 26). */
const usualFactor = 2;

/**
 * Keeps V8's new space small for as long as the process lives. Not from the start: after a change of flags V8 compiles
 * those of Node's own modules again that are loaded later.
 */
export function keepYoungHeapSmall({ lookMs = 2000 } = {}): void {
  let factor = usualFactor;
  const look = () => {
    const { getHeapSpaceStatistics, setFlagsFromString } = process.getBuiltinModule('node:v8');
    const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    // V8 makes it smaller at rest: then it may grow again.
    const wanted = (space?.space_size ?? 0) < mostMib * 1024 * 1024 ? usualFactor : 1;
    if (wanted === factor) return;
    factor = wanted;
    setFlagsFromString(`--semi-space-growth-factor=${wanted}`);
    // So little is collected by one thread at once; several wait for each other where agents keep the machine busy.
    setFlagsFromString('--no-parallel-scavenge');
  };
  setInterval(look, lookMs).unref();
}
