import { It2Error } from './it2.ts';
import { listPanes, type Pane } from './panes.ts';

/** The list of panes, which costs a start of Python each time. */
export function paneLists(where: { readonly env: NodeJS.ProcessEnv }) {
  let last: { readonly at: number; readonly list: ReadonlyMap<string, Pane> } | undefined;
  let asksOnce = false;
  let failure: It2Error | undefined;
  return {
    read: async (maxAgeMs: number) => {
      if (failure) throw failure;
      if (last && performance.now() - last.at < maxAgeMs) return last.list;
      try {
        const list = await listPanes(where.env);
        last = { at: performance.now(), list };
        return list;
      } catch (error) {
        if (asksOnce && error instanceof It2Error) failure = error;
        throw error;
      }
    },
    forget: () => {
      last = undefined;
    },
    giveUpOnce: () => {
      asksOnce = true;
    },
  };
}
