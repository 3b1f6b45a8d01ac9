/** Ends the notice of a deletion in the view. */
export const undoHint = 'Ctrl+Z brings it back.';
