import { join } from 'node:path';
import { readSmallFile } from '../../files/read-file.ts';

/**
 * Whether `gh` may be asked about this host: GitHub itself, and those that the person has logged in to. A name that
 * stood on some screen must never get a request: gh sends GH_ENTERPRISE_TOKEN to any host that it is given.
 */
export function isKnownHost(host: string, env: NodeJS.ProcessEnv): boolean {
  if (host === 'github.com' || /^[a-z0-9-]+\.ghe\.com$/.test(host) || host === env['GH_HOST']) return true;
  return loggedInHosts(env).includes(host);
}

/** The keys of gh's `hosts.yml` that are not indented: https://cli.github.com/manual/gh_help_environment */
function loggedInHosts(env: NodeJS.ProcessEnv): readonly string[] {
  const config = env['XDG_CONFIG_HOME'] || join(env['HOME'] ?? '/', '.config');
  const path = join(env['GH_CONFIG_DIR'] || join(config, 'gh'), 'hosts.yml');
  try {
    const text = readSmallFile(path, undefined, { followLinks: true }) ?? '';
    return [...text.matchAll(/^"?([a-z0-9.-]+)"?:/gim)].map(([, host = '']) => host.toLowerCase());
  } catch {
    return [];
  }
}
