/**
 * A system may name people only by its own handles (DESIGN §2 rule 5): another system's handle
 * is answered like one nobody has seen, by the same steps.
 */
import { LRUCache } from 'lru-cache';
import type { Store } from '../../db/port';
import type { Subject, SubjectReader } from '../record/subjects';

const HANDLES_KEPT = 50_000;
type Reader = Pick<SubjectReader, 'asked'>;

export interface OwnHandles {
  /** Somebody who is there. */
  find(subjects: Reader, system: string, handle: string): Promise<Subject | undefined>;
  /** Whom a question is answered about: also the refusal that somebody erased has left. */
  asked(subjects: Reader, system: string, handle: string): Promise<Subject | undefined>;
}

export function createOwnHandles(store: Pick<Store, 'identifiersOf'>): OwnHandles {
  /** A handle's system never changes. */
  const systems = new LRUCache<string, string>({ max: HANDLES_KEPT });

  async function asked(
    subjects: Reader,
    system: string,
    handle: string,
  ): Promise<Subject | undefined> {
    const subject = await subjects.asked(handle);
    const known = systems.get(handle);
    if (known !== undefined) return known === system ? subject : undefined;
    const identifiers = await store.identifiersOf([subject?.subject ?? handle]);
    const owner =
      identifiers.find((identifier) => identifier.handle === handle)?.system ??
      subject?.suppressed?.system;
    if (owner !== undefined) systems.set(handle, owner);
    return owner === system ? subject : undefined;
  }

  return {
    asked,
    async find(subjects, system, handle) {
      const subject = await asked(subjects, system, handle);
      return subject?.suppressed === undefined ? subject : undefined;
    },
  };
}
