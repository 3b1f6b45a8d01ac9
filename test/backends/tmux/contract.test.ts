import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { shellRequest, type TmuxTest, waitFor, withTmuxServer } from '../../helpers/tmux-server.ts';
import { contract } from '../contract.ts';

describe('the backend of tmux', () => {
  contract(use =>
    withTmuxServer(test =>
      use({
        backend: test.backend,
        recorder: () => recorder(test),
        printer: async lines => {
          const script = `stty -echo; printf '%s\\n' "$@"; read -r code; exit "$code"`;
          const argv = ['/bin/sh', '-c', script, 'sh', ...lines];
          const request = shellRequest('', { argv });
          return { place: await test.backend.start(request), id: request.id };
        },
        exit: (target, code) => test.backend.deliver(target, [{ text: `${code}` }, { keys: ['enter'] }], 0),
      }),
    ),
  );
});

async function recorder({ backend, directory }: TmuxTest) {
  const request = shellRequest('');
  const file = join(directory, `received-${request.id}`);
  const argv = ['/bin/sh', '-c', 'stty raw -echo; : > "$0"; exec cat > "$0"', file];
  const place = await backend.start({ ...request, argv });
  await waitFor(() => existsSync(file), { what: 'the recorder' });
  return { target: { place, id: request.id }, received: () => readFileSync(file, 'utf8') };
}
