import { it } from 'vitest';
import { openFleet } from '../helpers/fleet.ts';

const esc = '\u001b';

it('types nothing that a terminal says by itself, whole or in pieces, or when a key is let go', async () => {
  const fleet = openFleet();
  const view = await fleet.view();
  await view.settle();
  const sent = [
    `${esc}_Gi=31;OK${esc}\\`,
    `${esc}P>|XTerm(390)${esc}\\`,
    `${esc}]10;rgb:ffff/ffff/ffff${esc}\\`,
    `${esc}[?2026;2$y${esc}[?62;4c`,
    `${esc}[97;1:3u`,
    `${esc}_Gi=1`,
    `,I=2;EN`,
    `OENT${esc}`,
    '\\',
  ];
  for (const part of sent) await view.type(part);
  await view.type('hello');
  await view.waitFor(/^❯ hello$/m);
});
