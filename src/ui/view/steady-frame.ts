import { hasOnlyTurned, type ViewState } from '../state/view-state.ts';
import { type Frame, frame } from './frame.ts';

/**
 * The frame of a state; the same one as before while no line differs, so that nothing is rendered for nothing. Icons that
 * have turned are drawn without it (`turnedIcons`): thirty of them take Ink 5 ms, three times a second.
 */
export function steadyFrame(): (state: ViewState) => Frame {
  let last: { state: ViewState; frame: Frame } | undefined;
  return state => {
    if (last && (last.state === state || hasOnlyTurned(state, last.state))) return last.frame;
    const next = frame(state);
    const isSame = last !== undefined && isSameFrame(last.frame, next);
    last = { state, frame: isSame && last ? last.frame : next };
    return last.frame;
  };
}

function isSameFrame(a: Frame, b: Frame): boolean {
  return (
    a.lines.length === b.lines.length &&
    a.cursor?.x === b.cursor?.x &&
    a.cursor?.y === b.cursor?.y &&
    a.field.from === b.field.from &&
    a.field.to === b.field.to &&
    a.lines.every((line, index) => line === b.lines[index])
  );
}
