import { byPrecedence } from '../keys/binding.ts';
import { keymapOf } from '../keys/keymap.ts';
import type { Command } from './command.ts';
import { helpCommands } from './help.ts';
import { leaveCommands } from './leave.ts';
import { clearCommands } from './line/clear.ts';
import { completeCommands } from './line/complete.ts';
import { historyCommands } from './line/history.ts';
import { nextSessionCommands } from './line/next-session.ts';
import { startCommands } from './line/start.ts';
import { textCommands } from './line/text.ts';
import { awayCommands } from './list/away.ts';
import { findCommands } from './list/find.ts';
import { foldCommands, headingCommands } from './list/fold.ts';
import { groupByCommands } from './list/group-by.ts';
import { moveCommands } from './list/move.ts';
import { nextAskingCommands } from './list/next-asking.ts';
import { beforeSendingCommands } from './peek/before-sending.ts';
import { chooseCommands } from './peek/choose.ts';
import { peekCommands } from './peek/peek.ts';
import { peekScrollCommands } from './peek/peek-scroll.ts';
import { replyCommands } from './peek/reply.ts';
import { attachCommands } from './row/attach.ts';
import { diffCommands } from './row/diff.ts';
import { pinCommands } from './row/pin.ts';
import { pullCommands } from './row/pull-request.ts';
import { renameCommands } from './row/rename.ts';
import { reorderCommands } from './row/reorder.ts';
import { reportCommands } from './row/report.ts';
import { resumeAllCommands } from './row/resume-all.ts';
import { stopCommands } from './row/stop.ts';
import { undoCommands } from './row/undo.ts';

export type { Command } from './command.ts';

/** Every command, in the order of the help screen. */
export const commandList: readonly Command[] = [
  ...completeCommands,
  ...headingCommands,
  ...startCommands,
  ...nextSessionCommands,
  ...attachCommands,
  ...diffCommands,
  ...peekCommands,
  ...chooseCommands,
  ...beforeSendingCommands,
  ...replyCommands,
  ...peekScrollCommands,
  ...historyCommands,
  ...moveCommands,
  ...nextAskingCommands,
  ...pinCommands,
  ...renameCommands,
  ...reorderCommands,
  ...reportCommands,
  ...groupByCommands,
  ...foldCommands,
  ...pullCommands,
  ...resumeAllCommands,
  ...stopCommands,
  ...undoCommands,
  ...awayCommands,
  ...leaveCommands,
  ...clearCommands,
  ...findCommands,
  ...helpCommands,
  ...textCommands,
];

/** The first that has the key and whose `when` holds is run. */
export const commandsInTurn: readonly Command[] = byPrecedence(commandList);

/** The keys as they are where a person has changed none. */
export const { keymap: ownKeymap } = keymapOf(commandList);
