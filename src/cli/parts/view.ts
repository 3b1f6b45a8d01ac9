import { mainOf } from '../main.ts';

/** The view, the demo, which is one, and a session from which one comes to the view. */
export const main = mainOf(async (words, shell) => {
  const [first = ''] = words;
  if (!isVerb(first)) return (await import('../open-view.ts')).openView(words, shell);
  const { runVerb } = await import('../run-verb.ts');
  return runVerb(words, shell, {
    demo: async () => (await import('../verbs/setup/demo.ts')).demo,
    run: async () => (await import('../verbs/session/run-attached.ts')).runAttached,
  });
});

function isVerb(word: string): boolean {
  return ['demo', 'run', '--bg'].includes(word);
}
