/** Ends the notice of a deletion in the view. */
export const undoHint = 'Ctrl+Z brings it back.';
export const undoSeveralHint = 'Ctrl+Z brings them back.';
