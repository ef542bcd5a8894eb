/**
 * Calls that arrive together go together: while one group is being worked on the next one
 * gathers; a group never waits for company longer than one turn of the event loop. Where calls
 * arrive faster than a turn goes round, `early` of them go at once, beside the group before:
 * whoever does the work and whoever makes the calls are then busy at the same time.
 */
interface Waiting<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/** Since the start; `waiting` is now. */
export interface GroupCounts {
  readonly groups: number;
  readonly items: number;
  readonly waiting: number;
}

export interface Grouping<T, R> {
  push(item: T): Promise<R>;
  /** Resolves when everything pushed so far is settled. */
  drained(): Promise<void>;
  counts(): GroupCounts;
}

export interface GroupingSettings {
  /** Items of a group. */
  readonly most: number;
  /** So many do not wait for the turn's end, nor for the group before. */
  readonly early: number;
  /** Groups worked on at a time; they begin in order. */
  readonly abreast: number;
}

/** `work` gives one result for each item, in order; when it throws, the whole group is rejected. */
export function createGrouping<T, R>(
  { most, early, abreast }: GroupingSettings,
  work: (items: readonly T[]) => Promise<readonly R[]>,
): Grouping<T, R> {
  let waiting: Waiting<T, R>[] = [];
  let running = 0;
  let groups = 0;
  let items = 0;
  let turning = false;
  let watchers: (() => void)[] = [];

  async function settle(group: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await work(group.map(({ item }) => item));
      if (results.length !== group.length) throw new Error('a group came back incomplete');
      results.forEach((result, index) => group[index]?.resolve(result));
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    running -= 1;
    sendWhatIsDue(true);
    const told = watchers;
    watchers = [];
    for (const tell of told) tell();
  }

  /** `turned`: nobody more will come in this turn. */
  function sendWhatIsDue(turned: boolean): void {
    while (
      running < abreast &&
      (waiting.length >= early || (turned && running === 0 && waiting.length > 0))
    ) {
      const group = waiting.slice(0, most);
      waiting = waiting.slice(most);
      running += 1;
      groups += 1;
      items += group.length;
      void settle(group);
    }
  }

  return {
    push(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (waiting.length >= early) sendWhatIsDue(false);
        if (turning) return;
        turning = true;
        setImmediate(() => {
          turning = false;
          sendWhatIsDue(true);
        });
      });
    },
    counts: () => ({ groups, items, waiting: waiting.length }),
    async drained() {
      while (running > 0 || waiting.length > 0) {
        await new Promise<void>((settled) => watchers.push(settled));
      }
    },
  };
}
