/**
 * Takes the changes between the two screens of a terminal out of output: one who looks has one screen for it, which is
 * drawn again then. A sequence that is not complete yet waits for its end.
 */
export function passThrough(): (data: string) => string {
  let held = '';
  return data => {
    const all = held + data;
    held = /\u001b(?:\[(?:\?[\d;]{0,20})?)?$/.exec(all)?.[0] ?? '';
    return all.slice(0, all.length - held.length).replace(/\u001b\[\?([\d;]+)([hl])/g, withoutScreens);
  };
}

const screens = new Set(['47', '1047', '1048', '1049']);

function withoutScreens(whole: string, list: string, final: string): string {
  const modes = list.split(';');
  const kept = modes.filter(mode => !screens.has(mode));
  if (kept.length === modes.length) return whole;
  return kept.length === 0 ? '' : `\u001b[?${kept.join(';')}${final}`;
}
