/** Of what git printed, the line that says what went wrong, without git's own `fatal:`; hints stand around it. */
export function gitSaid(text: string): string {
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean);
  const line = lines.find(each => /^(?:fatal|error):/.test(each)) ?? lines.at(-1) ?? '';
  return line.replace(/^(?:(?:fatal|error|warning): )+/, '').replace(/\.$/, '');
}
