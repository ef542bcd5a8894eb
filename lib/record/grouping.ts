/**
 * Calls that arrive together go together: while one group is being worked on the next one
 * gathers; a group never waits for company longer than one turn of the event loop.
 */
interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

export interface Grouping<T, R> {
  push(item: T): Promise<R>;
  /** Resolves when everything pushed so far is settled. */
  drained(): Promise<void>;
}

/** `work` gives one result for each item, in order; when it throws, the whole group is rejected. */
export function createGrouping<T, R>(
  most: number,
  work: (items: readonly T[]) => Promise<readonly R[]>,
): Grouping<T, R> {
  let waiting: Waiting<T, R>[] = [];
  let flushing: Promise<void> | undefined;

  async function flush(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await work(group.map(({ item }) => item));
      if (results.length !== group.length) throw new Error('a group came back incomplete');
      results.forEach((result, index) => group[index]?.resolve(result));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  async function flushAll(): Promise<void> {
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await flush(group);
    }
    flushing = undefined;
  }

  return {
    push(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        flushing ??= flushAll();
      });
    },
    async drained() {
      while (flushing !== undefined) await flushing;
    },
  };
}
