import { byPrecedence } from '../keys/binding.ts';
import { keymapOf } from '../keys/keymap.ts';
import type { Command } from './command.ts';
import { completeCommands } from './complete.ts';
import { helpCommands } from './help.ts';
import { historyCommands } from './history.ts';
import { leaveCommands } from './leave.ts';
import { awayCommands } from './list/away.ts';
import { foldCommands, headingCommands } from './list/fold.ts';
import { moveCommands } from './list/move.ts';
import { nextAskingCommands } from './list/next-asking.ts';
import { beforeSendingCommands } from './peek/before-sending.ts';
import { chooseCommands } from './peek/choose.ts';
import { peekCommands } from './peek/peek.ts';
import { peekScrollCommands } from './peek/peek-scroll.ts';
import { replyCommands } from './peek/reply.ts';
import { diffCommands } from './row/diff.ts';
import { openCommands } from './row/open.ts';
import { organizeCommands } from './row/organize.ts';
import { pullCommands } from './row/pulls.ts';
import { resumeAllCommands } from './row/resume-all.ts';
import { stopCommands } from './row/stop.ts';
import { textCommands } from './text.ts';

export type { Command } from './command.ts';

/** Every command, in the order of the help screen. */
export const commandList: readonly Command[] = [
  ...completeCommands,
  ...headingCommands,
  ...openCommands,
  ...chooseCommands,
  ...diffCommands,
  ...peekCommands,
  ...beforeSendingCommands,
  ...replyCommands,
  ...peekScrollCommands,
  ...historyCommands,
  ...moveCommands,
  ...nextAskingCommands,
  ...organizeCommands,
  ...foldCommands,
  ...pullCommands,
  ...resumeAllCommands,
  ...stopCommands,
  ...awayCommands,
  ...leaveCommands,
  ...helpCommands,
  ...textCommands,
];

/** The first that has the key and whose `when` holds is run. */
export const commandsInTurn: readonly Command[] = byPrecedence(commandList);

/** The keys as they are where a person has changed none. */
export const { keymap: ownKeymap } = keymapOf(commandList);
