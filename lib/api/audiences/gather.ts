/**
 * Pieces of a body put together while those before are worked on: whoever sends fast is answered
 * in large blocks, which are read cheaper; whoever sends a line and waits gets its answer.
 */
export async function* gathered<T>(
  pieces: AsyncGenerator<readonly T[]>,
  most: number,
): AsyncGenerator<readonly T[]> {
  let waiting: T[] = [];
  let ended = false;
  let broken: { readonly error: unknown } | undefined;
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    try {
      while (waiting.length < most) {
        const next = await pieces.next();
        if (next.done) ended = true;
        if (next.done) return;
        for (const one of next.value) waiting.push(one);
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
      if (block.length > 0) yield block;
      else if (broken !== undefined) throw broken.error;
      else if (ended) return;
    }
  } finally {
    // Whoever hung up has broken it off already.
    pieces.return(undefined).catch(() => undefined);
  }
}
