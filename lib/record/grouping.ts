/**
 * Calls that arrive together go together: while one group is being worked on the next one
 * gathers; a group never waits for company longer than one turn of the event loop. Where calls
 * arrive faster than a turn goes round, `early` of them go at once, beside the group before:
 * whoever does the work and whoever makes the calls are then busy at the same time.
 *
 * Where `early` wait while a group is worked on, the worker has more to do than it can, and they are
 * worked on here `meanwhile`, a few at a time, so that nothing else waits for it; as soon as the
 * worker has time, it gets them as they are. Whichever side has less to do thus does more.
 */
interface Waiting<T, R> {
  item: T;
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

export interface GroupingSettings<T> {
  /** Items of a group. */
  readonly most: number;
  /** So many do not wait for the turn's end, nor for the group before. */
  readonly early: number;
  /** Groups worked on at a time; they begin in order. */
  readonly abreast: number;
  /** Takes work off the worker; who throws is rejected alone. */
  readonly meanwhile?: (item: T) => T;
}

/** Worked on `meanwhile` before anything else has its turn. */
const AT_A_TIME = 8;

/** `work` gives one result for each item, in order; when it throws, the whole group is rejected. */
export function createGrouping<T, R>(
  { most, early, abreast, meanwhile }: GroupingSettings<T>,
  work: (items: readonly T[]) => Promise<readonly R[]>,
): Grouping<T, R> {
  let waiting: Waiting<T, R>[] = [];
  /** The first so many of them were worked on. */
  let worked = 0;
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

  /** So many may go: nobody more will come in this turn (`turned`), or enough are there. */
  function due(turned: boolean): number {
    if (running === 0) return turned || waiting.length >= early ? waiting.length : 0;
    const ready = meanwhile === undefined ? waiting.length : worked;
    return running < abreast && ready >= early ? ready : 0;
  }

  function sendWhatIsDue(turned: boolean): void {
    for (let count = due(turned); count > 0; count = due(turned)) {
      const group = waiting.slice(0, Math.min(count, most));
      waiting = waiting.slice(group.length);
      worked = Math.max(0, worked - group.length);
      running += 1;
      groups += 1;
      items += group.length;
      void settle(group);
    }
  }

  function workMeanwhile(work: (item: T) => T): void {
    for (let left = AT_A_TIME; left > 0; left -= 1) {
      const next = waiting[worked];
      if (next === undefined) return;
      try {
        next.item = work(next.item);
        worked += 1;
      } catch (error) {
        waiting.splice(worked, 1);
        next.reject(error);
      }
    }
  }

  function turn(): void {
    turning = false;
    sendWhatIsDue(true);
    if (meanwhile === undefined || waiting.length < early) return;
    workMeanwhile(meanwhile);
    sendWhatIsDue(false);
    if (worked < waiting.length) turnSoon();
  }

  function turnSoon(): void {
    if (turning) return;
    turning = true;
    setImmediate(turn);
  }

  return {
    push(item) {
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        if (waiting.length >= early) sendWhatIsDue(false);
        turnSoon();
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
