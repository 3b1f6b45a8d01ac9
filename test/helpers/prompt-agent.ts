import type { Program } from '../../src/backends/memory.ts';
import type { Key } from '../../src/core/agents/shared/key.ts';
import { lines } from '../core/observe/observation.ts';

/** An agent whose prompt looks like that of Claude Code: it draws what is typed there, and takes it in with Enter. */
export function promptAgent({ takes = () => true }: { readonly takes?: (enter: number) => boolean } = {}) {
  const [received, got]: [string[], string[]] = [[], []];
  let [draft, enters] = ['', 0];
  const keys: Partial<Record<Key, () => void>> = {
    enter: () => {
      enters += 1;
      if (draft === '' || !takes(enters)) return;
      received.push(draft);
      draft = '';
    },
    'ctrl+u': () => {
      draft = draft.slice(0, draft.lastIndexOf('\n') + 1);
    },
    backspace: () => {
      draft = draft.slice(0, -1);
    },
  };
  const program: Program = terminal => {
    const draw = () => {
      const sent = received.flatMap(text => [`❯ ${text}`, '', '● All done.', '']);
      const rule = '─'.repeat(80);
      const [first = '', ...more] = draft.split('\n');
      const box = [rule, `❯ ${first}`, ...more.map(line => `  ${line}`), rule, '  ? for shortcuts'];
      terminal.draw({ ...lines(...sent, ...box), height: 50 });
    };
    draw();
    const type = (text: string) => {
      got.push(JSON.stringify(text));
      draft += text;
      draw();
    };
    const press = (key: Key) => {
      got.push(key);
      keys[key]?.();
      draw();
    };
    return { type, press };
  };
  return { program, received, got };
}
