import { expect, test } from 'vitest';
import { readServerOptions } from '../../src/tmux/read-options.ts';
import { shellRequest, withTmuxServer } from '../helpers/tmux-server.ts';

test('a server that runs tells its options, lists line by line, and unknown ones as empty', () =>
  withTmuxServer(async ({ server, backend, run }) => {
    const names = ['history-limit', 'mouse', 'terminal-features', 'no-such-option'];
    expect(await readServerOptions(server, names)).toBeUndefined();
    await backend.start(shellRequest('exec sleep 600'));
    await run('set-option', '-g', 'mouse', 'off');
    await run('set-option', '-as', 'terminal-features', ',foot*:RGB');
    const found = await readServerOptions(server, names);
    expect(found?.options.get('history-limit')).toBe('50000');
    expect(found?.options.get('mouse')).toBe('off');
    expect(found?.options.get('terminal-features')).toMatch(/^foot\*:RGB$/m);
    expect(found?.options.get('no-such-option')).toBe('');
    expect(found?.clients).toEqual([]);
  }));
