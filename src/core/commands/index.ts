import { awayCommands } from './away.ts';
import { beforeSendingCommands } from './before-sending.ts';
import { chooseCommands } from './choose.ts';
import type { Command } from './command.ts';
import { completeCommands } from './complete.ts';
import { diffCommands } from './diff.ts';
import { foldCommands, headingCommands } from './fold.ts';
import { helpCommands } from './help.ts';
import { historyCommands } from './history.ts';
import { leaveCommands } from './leave.ts';
import { moveCommands } from './move.ts';
import { nextAskingCommands } from './next-asking.ts';
import { openCommands } from './open.ts';
import { organizeCommands } from './organize.ts';
import { peekCommands } from './peek.ts';
import { peekScrollCommands } from './peek-scroll.ts';
import { pullCommands } from './pulls.ts';
import { replyCommands } from './reply.ts';
import { resumeAllCommands } from './resume-all.ts';
import { stopCommands } from './stop.ts';
import { textCommands } from './text.ts';

export type { Change, Command } from './command.ts';

/** Every command, in the order of the help screen. The first that has the key and whose `when` holds is run. */
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
