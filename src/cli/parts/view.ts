import { mainOf } from '../main.ts';

/** The view, the demo, which is one, and a session from which one comes to the view. */
export const main = mainOf(async words => {
  const [first = ''] = words;
  if (!isVerb(first)) return (await import('../view.ts')).view(words);
  const { runVerb } = await import('../run-verb.ts');
  return runVerb(words, {
    demo: async () => (await import('../demo.ts')).demo,
    run: async () => (await import('../run-attached.ts')).runAttached,
  });
});

function isVerb(word: string): boolean {
  return ['demo', 'run', '--bg'].includes(word);
}
