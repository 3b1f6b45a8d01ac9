/** The servers that did not answer, by socket, once a verb has asked for that; never in the view, which looks again. */
let silences: Map<string, Error> | undefined;

/**
 * For a verb that does the same to many sessions: from now on a server that is stopped or hangs is asked once, and
 * everything else that would be asked of it fails at once with the same sentence.
 */
export function askSilentOnce(): void {
  silences ??= new Map();
}

export function noteGivenUp(socket: string, error: Error): void {
  silences?.set(socket, error);
}

export function givenUp(socket: string): Error | undefined {
  return silences?.get(socket);
}
