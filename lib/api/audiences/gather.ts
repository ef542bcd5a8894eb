/**
 * Pieces of a body put together while those before are worked on: whoever sends fast is answered
 * in large blocks, which are read cheaper; whoever sends a line and waits gets its answer.
 */
export async function* gathered<T>(
  pieces: AsyncGenerator<T>,
  most: number,
  sizeOf: (piece: T) => number,
): AsyncGenerator<readonly T[]> {
  let waiting: T[] = [];
  let size = 0;
  let ended = false;
  let broken: { readonly error: unknown } | undefined;
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    try {
      while (size < most) {
        const next = await pieces.next();
        if (next.done) ended = true;
        if (next.done) return;
        waiting.push(next.value);
        size += sizeOf(next.value);
        arrived();
      }
    } catch (error) {
      broken = { error };
    }
  };
  let arrived = (): void => undefined;
  const someCame = (): Promise<void> => new Promise((resolve) => (arrived = resolve));
  try {
    for (;;) {
      const come = someCame();
      reading ??= read().finally(() => {
        reading = undefined;
        arrived();
      });
      if (waiting.length === 0 && !ended && broken === undefined) await come;
      const block = waiting;
      waiting = [];
      size = 0;
      if (block.length > 0) yield block;
      else if (broken !== undefined) throw broken.error;
      else if (ended) return;
    }
  } finally {
    // Whoever hung up has broken it off already.
    pieces.return(undefined).catch(() => undefined);
  }
}
