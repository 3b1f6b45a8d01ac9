import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { codexEvents } from './codex-events.ts';

/**
 * The value of `-c hooks=…`: our hooks for this session only, next to the user's own. Codex runs a hook that nobody
 * reviewed only when its hash is told with it; found in 0.169, where `codex --help` knows no gentler way.
 */
export function codexHooks(hook: string): string {
  const hooks = codexEvents.map(event => ({
    event,
    label: snakeCase(event),
    command: commandFor(hook, event),
  }));
  const entries = hooks.map(
    ({ event, command }) =>
      `${event}=[{hooks=[{type="command",command=${quoteForToml(command)},timeout=${timeoutSeconds}}]}]`,
  );
  const trusted = hooks.map(
    ({ label, command }) =>
      `"/<session-flags>/config.toml:${label}:0:0"={trusted_hash="sha256:${trustedHash(label, command)}"}`,
  );
  return `{${entries.join(',')},state={${trusted.join(',')}}}`;
}

/** The script takes 7 ms; Codex refuses more than a few seconds for some events. */
const timeoutSeconds = 3;

function commandFor(hook: string, event: string): string {
  return `/bin/sh '${hook.replaceAll("'", "'\\''")}' ${event}`;
}

/** Of the hook as Codex normalises it: keys in order, no blanks. */
function trustedHash(label: string, command: string): string {
  const handler = { async: false, command, timeout: timeoutSeconds, type: 'command' };
  const identity = JSON.stringify({ event_name: label, hooks: [handler] });
  return bytesToHex(sha256(utf8ToBytes(identity)));
}

function snakeCase(event: string): string {
  return event.replace(/(?<=[a-z])[A-Z]/gu, letter => `_${letter}`).toLowerCase();
}

/** A JSON string is one for TOML too, but for DEL. */
export function quoteForToml(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}
