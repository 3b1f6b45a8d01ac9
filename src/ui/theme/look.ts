import type { Background } from '../../core/text/background.ts';

/** How many colours the terminal shows: none (NO_COLOR), the 16 of its own palette, or more. */
export type ColourDepth = 'none' | '16' | '256' | 'truecolor';
/** What this terminal can show. */
export interface Look {
  readonly colours: ColourDepth;
  readonly unicode: boolean;
  /** Whether its background is dark or light; left out while nobody knows: then colours are used that fit both. */
  readonly background?: Background;
}
