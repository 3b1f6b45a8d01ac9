/**
 * The text as a hyperlink (OSC 8): https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda. Terminals that
 * know none show the text alone. Only plain https addresses pass, since the address stands in an escape sequence.
 */
export function hyperlink(address: string, text: string): string {
  if (!/^https:\/\/[!-~]+$/.test(address) || text === '') return text;
  return `\u001b]8;;${address}\u001b\\${text}\u001b]8;;\u001b\\`;
}
