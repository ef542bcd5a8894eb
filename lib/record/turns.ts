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
      const before: Promise<unknown>[] = [];
      for (const name of names) {
        const tail = tails.get(name);
        if (tail !== undefined) before.push(tail);
      }
      const mine = before.length === 0 ? work() : Promise.allSettled(before).then(work);
      for (const name of names) tails.set(name, mine);
      try {
        return await mine;
      } finally {
        for (const name of names) if (tails.get(name) === mine) tails.delete(name);
      }
    },
  };
}
