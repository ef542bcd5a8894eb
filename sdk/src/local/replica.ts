/** What this process holds about its system's people: filled by a snapshot, kept by the stream. */
import type { LocalPerson } from '../local-contract';
import { UnreadableError, type Answers, type Numbering } from './answers';
import { readHandle, type Prefix } from './handles';
import type { People } from './people';

export interface Replica {
  readonly answers: Answers;
  readonly people: People;
  /** The profile of everybody who is not held, in our numbers. */
  unseen: number;
  /** Up to here everything is held. */
  cursor: string;
}

const prefix: Prefix = new Uint32Array(4);

/** Each replaces what was held of the handle. */
export function takePeople(
  { people, unseen }: Replica,
  numbering: Numbering,
  told: readonly LocalPerson[],
): void {
  for (const [handle, number, ...instants] of told) {
    if (!readHandle(handle, prefix)) throw new UnreadableError('a handle that is none');
    const profile = numbering.profile(number);
    // Nobody is added for saying that nothing is known of them.
    if (profile === unseen && instants.length === 0 && people.find(prefix) < 0) continue;
    people.set(prefix, profile, instants);
  }
}
