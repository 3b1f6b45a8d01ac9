import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../src/backends/backend.ts';
import { deliverSteps, partsOf } from '../../../src/backends/iterm2/deliver.ts';
import type { KnownPane } from '../../../src/backends/iterm2/facts.ts';
import { It2Error } from '../../../src/backends/iterm2/it2.ts';

const pane = 'AAAAAAAA-BBBB-CCCC-DDDD-EEEEEEEEEEEE';
const target = { id: 'feed0001', place: { backend: 'iterm2', pane } };
const steps = [{ text: 'hello' }, { keys: ['enter'] }] as const;

describe('what is written into a pane', () => {
  it('is looked at before each step and after the last', async () => {
    const { delivery, looks, sent } = await deliver([known(), known(), known()]);
    expect([delivery, looks, sent]).toEqual([{ sent: true }, 3, ['hello', '\r']]);
  });

  it('is not written when another session, a dead one or another question is there', async () => {
    expect(await deliver(['gone'])).toMatchObject({ delivery: { sent: false, why: 'gone' }, sent: [] });
    expect(await deliver([known({ dead: true })])).toMatchObject({
      delivery: { sent: false, why: 'dead' },
      sent: [],
    });
    const stopped = await deliver([known(), known({ questionNumber: 8 })], { questionNumber: 7 });
    expect(stopped).toMatchObject({ delivery: { sent: false, why: 'moved-on' }, sent: ['hello'] });
  });

  it('is unconfirmed where the look after it sees another session, or nothing', async () => {
    const replaced = await deliver([known(), known(), 'other-session']);
    expect(replaced.delivery).toEqual({ sent: true, unseen: 'the pane of session feed0001 is gone.' });
    const blind = await deliver([
      known(),
      known(),
      new It2Error('iTerm2 does not answer it2.', 'Switch it on.'),
    ]);
    expect(blind.delivery).toEqual({ sent: true, unseen: 'iTerm2 does not answer it2. Switch it on.' });
  });

  it('is no failure when the session ends by it', async () => {
    expect((await deliver([known(), known(), known({ dead: true })])).delivery).toEqual({ sent: true });
  });

  it('is unconfirmed where it2 did not come back, and refused where it finds no pane', async () => {
    const late = new It2Error('it2 session send took longer than 10 s.', '', { isUnsure: true });
    expect((await deliver([known()], {}, late)).delivery).toEqual({ sent: true, unseen: late.what });
    const gone = new It2Error('that pane is gone.', '', { isGone: true });
    expect((await deliver([known()], {}, gone)).delivery).toEqual({ sent: false, why: 'gone' });
  });

  it('has brackets around a text where its program takes them, and none around keys', async () => {
    const { sent } = await deliver([known({}, true), known({}, true), known()]);
    expect(sent).toEqual(['\u001b[200~hello\u001b[201~', '\r']);
  });
});

it('a long text is cut between characters, and arrives whole', () => {
  const text = '漢字👍'.repeat(3000);
  const parts = partsOf(text);
  expect(parts.join('')).toBe(text);
  expect(parts.every(part => Buffer.byteLength(part) <= 4000)).toBe(true);
  expect(partsOf('')).toEqual([]);
  expect(() => partsOf('a\0b')).toThrow('cannot be sent');
});

type Seen = KnownPane | Refusal | Error;

async function deliver(seen: readonly Seen[], change: { questionNumber?: number } = {}, failure?: Error) {
  const sent: string[] = [];
  let looks = 0;
  const find = async () => {
    const next = seen[looks++] ?? 'gone';
    if (next instanceof Error) throw next;
    return next;
  };
  const send = async (text: string) => {
    if (failure) throw failure;
    sent.push(text);
  };
  const delivery = await deliverSteps({ find, send }, { ...target, ...change }, { steps, gapMs: 0 });
  return { delivery, looks, sent };
}

function known(fact: Partial<KnownPane['fact']> = {}, bracketsPastes = false): KnownPane {
  return {
    tag: { id: target.id, name: 'one', since: 0, pane, directory: '/nowhere', bracketsPastes },
    leader: 1,
    program: 2,
    fact: {
      ...{ id: target.id, place: target.place, dead: false, pid: 2, command: 'claude', questionNumber: 7 },
      ...{ cursorX: -1, cursorY: -1, width: 80, height: 24, inMode: false, activityAt: 0, attached: 0 },
      ...fact,
    },
  };
}
