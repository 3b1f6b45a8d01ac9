import { optionSummary } from '../../core/agents/shared/launch-options.ts';
import { safeText } from '../../core/text/safe-text.ts';
import type { Defaults } from '../state/launch.ts';
import { type ScreenState, shortPath } from '../state/screen.ts';
import { glyphs } from '../theme/theme.ts';

/** `Codex · gpt-6-sol · ~/shop` */
export function runText(screen: ScreenState, next: Defaults, path = shortPath(screen, next.cwd)): string {
  const agent = next.isInstalled ? next.agentLabel : `${next.agentLabel} (not installed)`;
  const options = optionSummary(next.options ?? {}).map(text => safeText(text));
  const backend = next.backend === undefined ? [] : [next.backend];
  return [agent, ...options, path, ...backend].join(` ${glyphs(screen.look).dot} `);
}
