import type { Step } from '../../src/core/agents/shared/step.ts';

/** Steps as words: keys by their names, texts in quotes. */
export function pasted(steps: readonly Step[] | undefined): string | undefined {
  return steps?.map(step => ('keys' in step ? step.keys.join(' ') : JSON.stringify(step.text))).join(' ');
}
