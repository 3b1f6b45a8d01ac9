import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { readPressure, swappedOut } from '../../../src/system/machine/pressure.ts';
import { scratchDirectory } from '../scratch.ts';

function rootWith(files: Readonly<Record<string, string>>): string {
  const root = scratchDirectory();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const meminfo = 'MemTotal:       1000000 kB\nMemFree:          10000 kB\nMemAvailable:    400000 kB\n';

it('reads memory, stalls, load and swap as Linux tells them', () => {
  const root = rootWith({
    'proc/meminfo': meminfo,
    'proc/loadavg': '3.00 2.00 1.00 1/234 5678\n',
    'proc/pressure/memory':
      'some avg10=12.50 avg60=1.00 avg300=0.00 total=5\nfull avg10=1.00 avg60=0 avg300=0\n',
    'proc/vmstat': 'pswpin 7\npswpout 4096\n',
  });
  expect(readPressure(root)).toEqual({
    memoryFree: 40,
    memoryStall: 12.5,
    loadPerCore: 3 / availableParallelism(),
  });
  expect(swappedOut(root)).toBe(4096);
});

it('goes by the tightest cgroup of version 2, without the files that can be dropped', () => {
  const root = rootWith({
    'proc/meminfo': meminfo,
    'proc/self/cgroup': '0::/user.slice/session.scope\n',
    'sys/fs/cgroup/user.slice/memory.max': '1000\n',
    'sys/fs/cgroup/user.slice/memory.current': '950\n',
    'sys/fs/cgroup/user.slice/memory.stat': 'anon 1\ninactive_file 100\n',
    'sys/fs/cgroup/user.slice/session.scope/memory.max': 'max\n',
    'sys/fs/cgroup/user.slice/session.scope/memory.current': '900\n',
  });
  expect(readPressure(root)).toEqual({ memoryFree: 15 });
});

it('goes by a cgroup of version 1, where a limit near 2^63 is none', () => {
  const memory = 'sys/fs/cgroup/memory';
  const limited = (limit: string) =>
    rootWith({
      'proc/meminfo': meminfo,
      'proc/self/cgroup': '5:cpu,cpuacct:/\n4:memory:/box\n',
      [`${memory}/box/memory.limit_in_bytes`]: limit,
      [`${memory}/box/memory.usage_in_bytes`]: '800',
      [`${memory}/box/memory.stat`]: 'total_inactive_file 100\n',
    });
  expect(readPressure(limited('1000')).memoryFree).toBe(30);
  expect(readPressure(limited('9223372036854771712')).memoryFree).toBe(40);
});

it('says nothing of what it cannot read', () => {
  expect(readPressure(scratchDirectory())).toEqual({});
});

it.runIf(process.platform === 'linux')('reads this machine in a moment', () => {
  const before = process.cpuUsage();
  for (let count = 0; count < 20; count += 1) readPressure(undefined);
  expect(process.cpuUsage(before).user / 1000 / 20).toBeLessThan(20);
  expect(readPressure(undefined)).toMatchObject({
    memoryFree: expect.any(Number),
    loadPerCore: expect.any(Number),
  });
});
