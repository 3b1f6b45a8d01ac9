import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ScratchHome } from './scratch-home.ts';

/** Claude Code's own background service, as far as its files and two verbs go (2.1.328). */
export interface ClaudeService {
  /** A session in the background, with a living process; `from` is the conversation that `/bg` moved there. */
  readonly start: (id: string, fields: object, from?: string) => { readonly pid: number };
  /** What the service writes when something has changed. */
  readonly write: (id: string, fields: object) => void;
}

/** `claude attach`, `claude respawn` and `claude stop` become scripts; everything else stays the scripted agent. */
export function claudeService(home: ScratchHome): ClaudeService {
  const { claudeConfig, project } = home;
  const pids = new Map<string, number>();
  const put = (path: string, value: object) => {
    const file = join(claudeConfig, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, JSON.stringify(value));
    renameSync(`${file}.new`, file);
  };
  const write = (id: string, fields: object) =>
    put(`jobs/${id}/state.json`, {
      state: 'working',
      tempo: 'active',
      detail: 'at it',
      template: 'bg',
      sessionId: `${id}-0000-4000-8000-000000000000`,
      cwd: project,
      createdAt: new Date().toISOString(),
      updatedAt: new Date().toISOString(),
      ...fields,
    });
  install(home, claudeConfig);
  return {
    write,
    start: (id, fields, from) => {
      const { pid = 0 } = spawn('sleep', ['600'], { env: home.env, detached: true, stdio: 'ignore' });
      pids.set(id, pid);
      const launch =
        from === undefined ? { mode: 'prompt' } : { mode: 'resume', sessionId: from, fork: true };
      const workers = Object.fromEntries(
        [...pids].map(([job, each]) => [job, { pid: each, dispatch: { launch } }]),
      );
      put('daemon/roster.json', { proto: 1, workers });
      write(id, fields);
      put(`sessions/${pid}.json`, {
        pid,
        sessionId: `${id}-0000-4000-8000-000000000000`,
        cwd: project,
        kind: 'bg',
        jobId: id,
        status: 'busy',
        startedAt: Date.now(),
        updatedAt: Date.now(),
        ...fields,
      });
      return { pid };
    },
  };
}

function install({ root }: ScratchHome, claudeConfig: string): void {
  const path = join(root, 'bin', 'claude');
  const rest = readFileSync(path, 'utf8').replace('#!/bin/sh\n', '');
  const script = `#!/bin/sh
job='${claudeConfig}/jobs/'$2/state.json
case $1 in
respawn) printf 'respawned %s\\n' "$2" >>'${claudeConfig}/respawned'; exit 0 ;;
attach) stty sane; printf 'attached to %s\\n' "$2"; read -r _; exit 0 ;;
stop)
  pid=$(sed -n 's/.*"'$2'":{"pid":\\([0-9]*\\).*/\\1/p' '${claudeConfig}/daemon/roster.json')
  sed -i 's/"state":"[a-z]*"/"state":"stopped"/; s/"detail":"[^"]*"/"detail":"stopped"/' "$job"
  kill "$pid" && rm '${claudeConfig}/sessions/'"$pid".json; exit ;;
esac
${rest}`;
  writeFileSync(path, script, { mode: 0o755 });
}
