import { attachTerminal } from '../../backends/pty/attach-terminal.ts';
import { ownersDirectory } from '../../backends/pty/owner/owners.ts';
import { placeOf } from '../../backends/pty/place.ts';
import { statePaths } from '../../system/files/paths.ts';
import { mainOf } from '../main.ts';

/** `agents daemon attach OWNER TERMINAL [WORDS]`, which the program starts itself with to look at an in-process session. */
export const main = mainOf(async (words, { env, input, output }) => {
  const [, , owner = '', terminal = '', say] = words;
  await attachTerminal({
    directory: ownersDirectory(statePaths(env).daemon),
    place: placeOf(owner, terminal),
    ...(say !== undefined && { say }),
    input: input.stream(),
    output: output.stream(),
  });
  return 0;
});
