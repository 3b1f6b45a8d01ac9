const controls = /[\u0000-\u001f\u007f-\u009f]/g;
const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A line of a screen without control characters, without what reorders text, without trailing blanks. */
export function cleanLine(line: string): string {
  return line.replace(controls, '').replace(bidi, '').trimEnd();
}

/** A title or a command's name as one short line. */
export function cleanLabel(label: string, limit: number): string {
  return cleanLine(label.replace(/[\t\r\n]+/g, ' ')).slice(0, limit);
}

/**
 * Text as it may be pasted: newlines and tabs stay, other control characters go. `ESC[201~` would end the
 * bracketed paste and let the rest be typed (up to tmux 3.6b).
 */
export function cleanPaste(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replaceAll('\u001b[200~', '')
    .replaceAll('\u001b[201~', '')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
