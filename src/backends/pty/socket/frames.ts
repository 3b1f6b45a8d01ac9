/** Raised when messages change their meaning: both ends say theirs first. */
export const protocolVersion = 1;

/** A screen has at most some 100 kB; a start has an environment. */
const mostBytes = 16 * 1024 * 1024;
const headBytes = 4;

/** One message as it goes over the socket: its length, big-endian, then JSON. */
export function frameOf(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  const head = Buffer.alloc(headBytes);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** Puts messages together from what a socket brings. Throws for what is none. */
export function frameReader(onMessage: (message: unknown) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let length = 0;
  let wanted = headBytes;
  return chunk => {
    chunks.push(chunk);
    length += chunk.length;
    while (length >= wanted) {
      const all = Buffer.concat(chunks);
      const size = all.readUInt32BE();
      if (size > mostBytes) throw new Error('A message on the socket is longer than any can be.');
      wanted = headBytes + size;
      chunks = [all];
      if (length < wanted) return;
      const body = all.toString('utf8', headBytes, wanted);
      chunks = [all.subarray(wanted)];
      length -= wanted;
      wanted = headBytes;
      onMessage(JSON.parse(body));
    }
  };
}
