import type { Catalog } from '../../src/core/catalog/catalog.ts';
import { rank } from '../../src/core/find/rank.ts';

/** What a person with two agents, two subagents, a few commands and three repositories has. */
export function aCatalog(part: Partial<Catalog> = {}): Catalog {
  const claude = { agent: 'claude', source: 'user' } as const;
  return {
    root: '/home/me/game',
    read: ['/home/me/game', '/home/me/game/shop'],
    installed: ['claude', 'codex'],
    subagents: [
      { ...claude, name: 'reviewer', description: 'Finds bugs' },
      { ...claude, name: 'architect', description: 'Plans large changes', source: 'project' },
      { ...claude, name: 'seller', description: 'Sells', source: 'project', within: '/home/me/game/shop' },
    ],
    commands: [
      { ...claude, name: 'deploy', description: 'Ship it' },
      { ...claude, name: 'git:commit', description: 'Commit what is staged', source: 'project' },
      { agent: 'gemini', name: 'plan', description: 'Plan only', source: 'user' },
    ],
    repositories: [
      { name: 'shop', path: '/home/me/game/shop' },
      { name: 'codex', path: '/home/me/game/codex' },
      { name: 'my site', path: '/home/me/game/my site' },
    ],
    rank,
    ...part,
  };
}
