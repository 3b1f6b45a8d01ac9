import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import type { Backend } from '../../../src/backends/backend.ts';
import { type PtyTest, withPtyHost } from '../../helpers/pty-host.ts';
import { shellRequest, waitFor } from '../../helpers/tmux-server.ts';
import { contract, type Subject } from '../contract.ts';

describe('the backend in this process', () => {
  contract(use => withPtyHost(test => use(subject(test, test.backend))));
});

describe('the backend in another process, over its socket', () => {
  contract(use => withPtyHost(test => use(subject(test, test.other))));
});

function subject({ directory }: PtyTest, backend: Backend): Subject {
  return {
    backend,
    recorder: async () => {
      const request = shellRequest('');
      const file = join(directory, `received-${request.id}`);
      const argv = ['/bin/sh', '-c', 'stty raw -echo; : > "$0"; exec cat > "$0"', file];
      const place = await backend.start({ ...request, argv });
      await waitFor(() => existsSync(file), { what: 'the recorder' });
      return { target: { place, id: request.id }, received: () => readFileSync(file, 'utf8') };
    },
    printer: async lines => {
      const script = `stty -echo; printf '%s\\n' "$@"; read -r code; exit "$code"`;
      const request = shellRequest('', { argv: ['/bin/sh', '-c', script, 'sh', ...lines] });
      return { place: await backend.start(request), id: request.id };
    },
    exit: (target, code) => backend.deliver(target, [{ text: `${code}` }, { keys: ['enter'] }], 0),
  };
}
