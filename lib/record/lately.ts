/**
 * Where the chains stand that this process wrote to last, so that whoever goes on with one need
 * not read, verify and decode its row again (DESIGN §6; docs/decisions/0018).
 *
 * INVARIANT: only of subjects alone in their group. What is kept may be older than the row: the
 * revision, and that nobody wrote the row since, are checked in the transaction that writes; what
 * lost is dropped and read anew. A handle is its subject's until that subject is erased, and then
 * there is no row to meet.
 */
import { LRUCache } from 'lru-cache';
import type { SubjectState } from '../choice/model';

export interface Standing {
  readonly subject: string;
  readonly n: number;
  /** Of the log, when the row was written. */
  readonly seq: number;
  /** `p` of the newest event. */
  readonly head: string;
  readonly state: SubjectState;
}

export interface Lately {
  bySubject(subject: string): Standing | undefined;
  byHandle(handle: string | undefined): Standing | undefined;
  keep(standing: Standing, handle: string | undefined): void;
  drop(subject: string): void;
  /** Somebody was erased: of whom, is not told. */
  clear(): void;
}

/** Some kB each. */
const KEPT_MAX = 16_384;

export function createLately(most = KEPT_MAX): Lately {
  const standings = new LRUCache<string, Standing>({ max: most });
  const subjects = new LRUCache<string, string>({ max: most });
  return {
    bySubject: (subject) => standings.get(subject),
    byHandle(handle) {
      const subject = handle === undefined ? undefined : subjects.get(handle);
      return subject === undefined ? undefined : standings.get(subject);
    },
    keep(standing, handle) {
      standings.set(standing.subject, standing);
      if (handle !== undefined && subjects.get(handle) !== standing.subject) {
        subjects.set(handle, standing.subject);
      }
    },
    drop(subject) {
      standings.delete(subject);
    },
    clear() {
      standings.clear();
      subjects.clear();
    },
  };
}
