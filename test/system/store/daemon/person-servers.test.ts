import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rememberedServers, rememberServer } from '../../../../src/system/store/daemon/person-servers.ts';
import { scratchPaths } from '../../scratch.ts';

it('knows the tmux servers in which agents was opened, as long as they are there', () => {
  const paths = scratchPaths();
  const socket = join(paths.home, 'socket');
  writeFileSync(socket, '');
  rememberServer(paths, socket);
  rememberServer(paths, socket);
  expect(rememberedServers(paths)).toEqual([socket]);
  rmSync(socket);
  expect(rememberedServers(paths)).toEqual([]);
});

it('does not keep the view from opening where a server cannot be noted', () => {
  const paths = scratchPaths();
  const socket = join(paths.home, 'socket');
  // As on a full disk, nothing can be written there.
  writeFileSync(join(paths.daemon, 'servers'), '');
  rememberServer(paths, socket);
  expect(rememberedServers(paths)).toEqual([]);
  expect(readFileSync(paths.log, 'utf8')).toMatch(/ERROR .*socket could not be noted: /);
});
