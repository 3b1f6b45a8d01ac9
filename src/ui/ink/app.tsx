import { Box, type Instance, render, Text, useApp, useCursor, useInput, usePaste } from 'ink';
import TextInput from 'ink-text-input';
import { memo, useEffect } from 'react';
import { useStore } from 'zustand';
import { keysIn } from '../input/keys.ts';
import type { ViewState } from '../state/view-state.ts';
import type { ViewStore } from '../store.ts';
import type { Frame } from '../view/frame.ts';

/** Hands the terminal to `run` and takes it back afterwards. */
export type Suspend = (run: () => Promise<void>) => Promise<void>;

interface Props {
  readonly view: ViewStore;
  /** Gives the same frame as before while there is nothing to render. */
  readonly frame: (state: ViewState) => Frame;
  /** Told once how to hand over the terminal. */
  readonly onReady: (suspend: Suspend) => void;
}

/** Ink's part of the view. It is a file of its own in `dist/`, so what it needs of the program it is given. */
export function showApp(props: Props): Instance {
  return render(<App {...props} />, {
    exitOnCtrlC: false,
    patchConsole: false,
    incrementalRendering: true,
    maxFps: 60,
    interactive: true,
    kittyKeyboard: { mode: 'auto' },
  });
}

/** The whole view: the frame's lines, the only key handler, the terminal's cursor. */
function App({ view, frame, onReady }: Props) {
  const shown = useStore(view.store, frame);
  const { setCursorPosition } = useCursor();
  const { suspendTerminal } = useApp();
  useEffect(() => onReady(run => suspendTerminal(run)), [onReady, suspendTerminal]);
  useInput((input, key) => view.press(keysIn(input, key)));
  usePaste(text => view.paste(text));
  setCursorPosition(shown.cursor);
  return (
    <Box flexDirection="column">
      {shown.lines.map((text, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place on the screen
        <Line key={index} text={text} isField={index >= shown.field.from && index < shown.field.to} />
      ))}
    </Box>
  );
}

interface LineProps {
  readonly text: string;
  readonly isField: boolean;
}

/** One string in one Text. The field's own lines are drawn by ink-text-input; editing is ours (`core/text-edit`). */
const Line = memo(function Line({ text, isField }: LineProps) {
  if (isField) return <TextInput value={text} focus={false} onChange={ignore} />;
  return <Text wrap="truncate">{text || ' '}</Text>;
});

function ignore() {}
