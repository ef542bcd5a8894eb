/** From how a question names a person to where they are held. */
import type { WireSubject } from '../contract';
import { readHandle, type HandleOf, type Prefix } from './handles';
import type { Replica } from './replica';

/** Nobody that is held. */
const UNSEEN = -1;
const words: Prefix = new Uint32Array(4);

interface Names {
  readonly system: string | undefined;
  readonly handleOf: HandleOf | undefined;
}

export class Lookup {
  /** Identifiers there is no room for beside their person. */
  private readonly known = new Map<string, number>();
  private replica: Replica | undefined;
  private generation = -1;

  /** `memoised`: identifiers at most remembered. */
  constructor(private readonly memoised: number) {}

  /** Slots of another replica, or numbered anew, are not the ones that are known. */
  private follow(replica: Replica): void {
    const { generation } = replica.people;
    if (this.replica === replica && this.generation === generation) return;
    this.replica = replica;
    this.generation = generation;
    this.known.clear();
  }

  /** A slot, -1 for nobody that is held, or what is wrong with the question. */
  find(subject: WireSubject, replica: Replica, names: Names): number | 'wrong_system' | 'invalid' {
    const { people } = replica;
    this.follow(replica);
    if ('handle' in subject) {
      return readHandle(subject.handle, words) ? people.find(words) : 'invalid';
    }
    const { system, id } = subject;
    if (system !== names.system || names.handleOf === undefined) return 'wrong_system';
    const named = people.named(id);
    if (named !== UNSEEN) return named;
    const known = this.known.size === 0 ? undefined : this.known.get(id);
    if (known !== undefined) return known;
    const prefix = names.handleOf(id);
    if (prefix === undefined) return 'invalid';
    const slot = people.find(prefix);
    // Whoever is not held may come to be.
    if (slot === UNSEEN) return slot;
    if (this.known.size + people.remembered >= this.memoised) {
      this.known.clear();
      people.forgetIds();
    }
    if (this.memoised === 0) return slot;
    const kept = people.remember(id, slot);
    if (people.named(id) === UNSEEN) this.known.set(id, kept);
    return kept;
  }

  /** Equal for the same person, however named. */
  nameOf(subject: WireSubject, names: Names): string {
    if ('handle' in subject) {
      return readHandle(subject.handle, words) ? words.join(' ') : subject.handle;
    }
    return names.handleOf?.(subject.id)?.slice(0, 4).join(' ') ?? `id ${subject.id}`;
  }
}
