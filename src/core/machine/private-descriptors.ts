/** Descriptors of this process that its children would get, each with a harmless one that they get in its place. */
const hidden = new Map<number, number>();

/** Until the returned function is called no child that is started has this descriptor. */
export function hideFromChildren(descriptor: number, inPlace: number): () => void {
  hidden.set(descriptor, inPlace);
  return () => void hidden.delete(descriptor);
}

/** The streams of a child that is about to be started, for `stdio`, with what hides the private ones from it. */
export function childStreams<
  const In extends number | string,
  const Out extends number | string,
  const Err extends number | string,
>(input: In, output: Out, error: Err): [In, Out, Err, ...(number | 'ignore')[]] {
  const first = 3;
  const others: (number | 'ignore')[] = [];
  for (const [descriptor, inPlace] of hidden) {
    // Node leaves as they are those that it is to ignore.
    while (first + others.length < descriptor) others.push('ignore');
    if (descriptor >= first) others[descriptor - first] = inPlace;
  }
  return [input, output, error, ...others];
}
