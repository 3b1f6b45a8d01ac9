import { registerAgents } from '../../core/agents/index.ts';
import type { SettingKey } from '../../core/settings/settings.ts';
import { settingKeys } from '../../core/settings/settings.ts';
import { fileWatch } from '../../system/programs/program-file.ts';
import { agentsOf } from '../../system/settings/described-agents.ts';
import { projectSettingsFile, readSettings } from '../../system/settings/read-settings.ts';
import type { World } from './plain-world.ts';
import { inProject } from './project-world.ts';

/** A world that stays open while its settings change. */
export interface LiveWorld {
  /** What it says of settings is what the files said when they were last read. */
  readonly world: World;
  /**
   * Reads the files again when one of them has changed and has settled; gives the keys whose values differ, or
   * undefined when nothing was read. Costs three calls of `stat`.
   */
  readonly readAgain: () => readonly SettingKey[] | undefined;
}

/** Follows the person's, the administrator's and the directory's own settings; the agents that they describe, too. */
export function liveWorld(opened: World, directory: string): LiveWorld {
  const files = [opened.paths.settings, opened.paths.managedSettings, projectSettingsFile(directory)];
  const watchAll = () => files.map(path => fileWatch(path));
  let watches = watchAll();
  let current = opened;
  const world: World = {
    ...opened,
    get settings() {
      return current.settings;
    },
    get layers() {
      return current.layers;
    },
    get problems() {
      return current.problems;
    },
    get described() {
      return current.described;
    },
    get where() {
      return current.where;
    },
  };
  // They may have changed between the first reading and this.
  let isFirst = true;
  const readAgain = () => {
    const hasNew = watches.map(isNew => isNew()).includes('new');
    if (!hasNew && !isFirst) return undefined;
    isFirst = false;
    watches = watchAll();
    const before = current.settings;
    current = withSettings(opened, directory);
    return settingKeys.filter(key => JSON.stringify(before[key]) !== JSON.stringify(current.settings[key]));
  };
  return { world, readAgain };
}

function withSettings(opened: World, directory: string): World {
  const reading = readSettings(opened.paths, opened.env);
  const { agents, rules, problems } = agentsOf(reading);
  registerAgents(agents, rules);
  return inProject({ ...opened, ...reading, problems: [...reading.problems, ...problems] }, directory);
}
