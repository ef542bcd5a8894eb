/**
 * Takes turns by name: work under the same names runs one after another in this process, so
 * that writers about one subject do not race each other into retries. Other processes are met
 * by the expected revision.
 */
export interface Turns {
  take<T>(names: readonly string[], work: () => Promise<T>): Promise<T>;
}

export function createTurns(): Turns {
  const tails = new Map<string, Promise<unknown>>();
  return {
    async take(names, work) {
      const before = names.flatMap((name) => tails.get(name) ?? []);
      const mine = before.length === 0 ? work() : Promise.allSettled(before).then(work);
      const settled = mine.catch(() => undefined);
      for (const name of names) tails.set(name, settled);
      try {
        return await mine;
      } finally {
        for (const name of names) if (tails.get(name) === settled) tails.delete(name);
      }
    },
  };
}
