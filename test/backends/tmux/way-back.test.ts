import { expect, it } from 'vitest';
import { readKeys } from '../../../src/backends/tmux/way-back.ts';

const usual = 'bind-key    -T prefix d       detach-client\nbind-key    -T prefix L       switch-client -l\n';

it.each([
  ['C-b', usual, 'ctrl+b d'],
  ['C-a', usual, 'ctrl+a d'],
  ['M-Space', usual, 'alt+Space d'],
  ['`', usual, '` d'],
  ['C-a', 'bind-key    -T prefix q       detach-client\n', 'ctrl+a q'],
  ['C-a', 'bind-key -r -T prefix C-q     detach-client\n', 'ctrl+a ctrl+q'],
  ['C-a', 'bind-key    -T prefix \\;      detach-client\n', 'ctrl+a ;'],
  ['C-a', `bind-key    -T prefix D       detach-client\n${usual}`, 'ctrl+a d'],
  ['None', `${usual}bind-key    -T root   F12     detach-client\n`, 'F12'],
  ['None', usual, undefined],
  ['C-b', 'bind-key    -T prefix D       choose-client -Z\n', undefined],
])('reads the keys that leave a tmux with the prefix %s', (prefix, bindings, keys) => {
  expect(readKeys(`${prefix}\n${bindings}`).to('detach-client')).toBe(keys);
});
