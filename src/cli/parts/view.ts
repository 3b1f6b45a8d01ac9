import { mainOf } from '../main.ts';

/** The view, and the demo, which is one. */
export const main = mainOf(async words => {
  if (words[0] !== 'demo') return (await import('../view.ts')).view(words);
  const { runVerb } = await import('../run-verb.ts');
  return runVerb(words, { demo: async () => (await import('../demo.ts')).demo });
});
