import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inProcessBackend } from '../../src/backends/pty/in-process.ts';
import { ownersDirectory } from '../../src/backends/pty/owner/owners.ts';
import type { Key } from '../../src/core/agents/shared/key.ts';
import type { StatusRecord } from '../../src/system/store/job/status-record.ts';
import { jobFile } from '../../test/helpers/program.ts';
import type { ScratchHome } from '../../test/helpers/scratch-home.ts';

export const backendNames = ['tmux', 'in-process'] as const;
export type BackendName = (typeof backendNames)[number];

/** Looks at the terminals of sessions beside the program that is measured, and presses keys there. */
export interface Terminals {
  readonly shown: (id: string) => Promise<{ readonly title: string; readonly screen: string }>;
  /** A name of tmux: `BTab`. */
  readonly press: (id: string, key: string) => Promise<void>;
}

const execute = promisify(execFile);
const nothing = { title: '', screen: '' };

export function terminalsOf(home: ScratchHome, backend: BackendName): Terminals {
  return backend === 'tmux' ? inTmux(home) : inView(home);
}

function inTmux(home: ScratchHome): Terminals {
  const tmux = async (...parameters: readonly string[]) => {
    const all = ['-u', '-L', home.tmuxSocket, ...parameters];
    return (await execute('tmux', all, { env: home.env }).catch(() => ({ stdout: '' }))).stdout;
  };
  const paneOf = (id: string) =>
    (jobFile(home, id, 'state.json') as unknown as StatusRecord | undefined)?.tmux?.['pane'];
  return {
    shown: async id => {
      const pane = paneOf(id);
      if (pane === undefined) return nothing;
      const format = ['display-message', '-p', '-t', pane, '#{pane_title}'];
      const output = await tmux(...format, ';', 'capture-pane', '-p', '-t', pane);
      const end = output.indexOf('\n');
      return { title: output.slice(0, end), screen: output.slice(end + 1) };
    },
    press: async (id, key) => void (await tmux('send-keys', '-t', paneOf(id) ?? '', key)),
  };
}

/** Over the socket of the view in which they live. */
function inView(home: ScratchHome): Terminals {
  const backend = inProcessBackend({
    directory: ownersDirectory(join(home.agentsHome, 'daemon')),
    attachWords: [],
  });
  const paneOf = async (id: string) => (await backend.list('own')).panes.find(pane => pane.id === id);
  return {
    shown: async id => {
      const pane = await paneOf(id);
      const screen = pane && (await backend.capture([pane])).get(id);
      return screen ? { title: screen.title, screen: screen.lines.join('\n') } : nothing;
    },
    press: async (id, key) => {
      const pane = await paneOf(id);
      if (pane) await backend.deliver({ place: pane.place, id }, [{ keys: [key as Key] }], 0);
    },
  };
}
