const quote = 0x22;
const backslash = 0x5c;
/** `,`, `[` and `{`: before each value but the first, and at the beginning of each list and object. */
const userState = new Set([0x2c, 0x5b, 0x7b]);

/** How many values the text of a JSON holds, about, without parsing it: 3 ms for 1 MB. */
export function countValues(text: string): number {
  let count = 1;
  let isInString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) isInString = !isInString;
    else if (isInString) at += code === backslash ? 1 : 0;
    else if (userState.has(code)) count += 1;
  }
  return count;
}
