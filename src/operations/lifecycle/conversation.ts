import { existsSync } from 'node:fs';
import { findAgent } from '../../core/agents/index.ts';
import type { Agent } from '../../core/agents/shared/agent.ts';
import type { LaunchOptions, OptionName } from '../../core/agents/shared/launch-options.ts';
import { UserError } from '../../core/errors/user-error.ts';
import { type RiskyMode, riskyModeIn } from '../../core/lifecycle/risky-modes.ts';
import type { PastConversation } from '../../system/conversations/conversation.ts';
import { pastConversation } from '../../system/conversations/past-conversation.ts';
import { isAccepted } from '../../system/store/daemon/accepted-modes.ts';
import type { World } from '../context/world.ts';
import { openElsewhere } from './open-elsewhere.ts';

/** A conversation to continue in a new session, with what the agent's files say about it. */
export interface Conversation {
  readonly name?: string | undefined;
  readonly cwd?: string | undefined;
  /** The options with which it ran last. */
  readonly options: LaunchOptions;
  /** The permission mode in which it ran, when nobody has accepted that mode and it is left out. */
  readonly refusedMode?: RiskyMode | undefined;
}

/** Throws a sentence for one that the agent does not know, and for one that is open in a process. */
export function conversationOf(world: World, agentName: string, id: string): Conversation {
  if (!/^\w[\w-]*$/.test(id)) {
    throw new UserError(
      'no-conversation',
      `--resume "${id}": that is not the id of a conversation. Nothing was started.`,
    );
  }
  const agent = findAgent(agentName);
  if (!agent) return { options: {} };
  const open = openElsewhere(world, { agent: agent.name, conversation: id });
  if (open) {
    const there = open.session ? `agents attach ${open.session.id} opens it.` : 'Leave it there first.';
    throw new UserError(
      'open-elsewhere',
      `The conversation ${id} is open in ${open.where}. ${there} Nothing was started.`,
    );
  }
  const past = pastConversation(agent.name, world.env, id);
  if (!past)
    throw new UserError(
      'no-conversation',
      `${agent.label} knows no conversation ${id}. Nothing was started.`,
    );
  return { name: past.name, cwd: past.cwd, ...carriedOptions(world, agent, past) };
}

/** The recorded options that the agent can be started with. */
function carriedOptions(world: World, agent: Agent, past: PastConversation) {
  const values: readonly (readonly [OptionName, readonly string[]])[] = [
    ['model', past.model === undefined ? [] : [past.model]],
    ['effort', past.effort === undefined ? [] : [past.effort]],
    ['permission-mode', past.mode === undefined ? [] : [past.mode]],
    ['add-dir', past.directories.filter(path => existsSync(path))],
  ];
  const wordsOf = (name: OptionName, value: string) => agent.options?.[name]?.(value);
  const known = values.flatMap(([name, all]) => {
    const own = all.filter(value => wordsOf(name, value) !== undefined);
    return own.length > 0 ? [[name, own] as const] : [];
  });
  const mode = riskyModeIn(past.mode === undefined ? [] : (wordsOf('permission-mode', past.mode) ?? []));
  const isRefused = mode !== undefined && !isAccepted(world.paths, world.env, mode);
  return {
    options: Object.fromEntries(isRefused ? known.filter(([name]) => name !== 'permission-mode') : known),
    ...(isRefused && { refusedMode: mode }),
  };
}
