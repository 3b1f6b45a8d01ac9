/** Whether a draft is this prompt, of which one line is known. */
export function isPrompt(prompt: string | undefined, draft: string): boolean {
  if (prompt === undefined) return false;
  const plain = (text: string) => text.replace(/\s+/gu, '');
  const told = plain(prompt).replace(/…$/u, '');
  return told !== '' && plain(draft).startsWith(told) && (prompt.endsWith('…') || plain(draft) === told);
}
