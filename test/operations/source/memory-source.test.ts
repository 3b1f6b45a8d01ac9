import { describe } from 'vitest';
import { memorySource } from '../../helpers/memory-source.ts';
import { aSession } from '../../helpers/sessions.ts';
import { contract } from './contract.ts';

describe('a source in memory', () => {
  contract(() => {
    const { source, put, remove, damage, print, loseTerminal } = memorySource();
    return {
      ...{ source, print },
      put: async (id, status = {}) => put(aSession(id, { spec: { kind: 'exec', agent: 'shell' }, status })),
      remove: async id => remove(id),
      damage: id => damage(id, 'Its record is torn.'),
      loseTerminal: async id => loseTerminal(id),
    };
  });
});
