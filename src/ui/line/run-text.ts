import { optionSummary } from '../../core/agents/shared/launch-options.ts';
import { safeText } from '../../core/text/safe-text.ts';
import type { Defaults } from '../state/line-state.ts';
import { shortPath } from '../state/short-path.ts';
import type { ViewState } from '../state/view-state.ts';
import { glyphs } from '../theme/theme.ts';

/** `Codex · gpt-6-sol · ~/shop` */
export function runText(state: ViewState, next: Defaults, path = shortPath(state, next.cwd)): string {
  const agent = next.isInstalled ? next.agentLabel : `${next.agentLabel} (not installed)`;
  const options = optionSummary(next.options ?? {}).map(text => safeText(text));
  return [agent, ...options, path].join(` ${glyphs(state.look).dot} `);
}
