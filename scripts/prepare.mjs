// Runs after `npm ci`, `npm install` and before `npm install -g .`: the program that gets linked has to be there.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env, exit } from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// `npm install -g .` links this directory without installing what the build needs.
if (!existsSync(join(root, 'node_modules/esbuild'))) {
  const own = Object.entries(env).filter(
    ([name]) => !/^npm_config_(global|prefix|local_prefix)$/i.test(name),
  );
  const install = ['ci', '--ignore-scripts', '--include=dev'];
  const { status } = spawnSync('npm', install, { cwd: root, env: Object.fromEntries(own), stdio: 'inherit' });
  if (status !== 0) exit(status ?? 1);
}
const { buildIfNeeded } = await import('./build.mjs');
await buildIfNeeded();
