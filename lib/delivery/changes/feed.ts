/**
 * All who hold the same view: what changed is told, encoded and kept in memory once for all of
 * them. Whoever does not take it in time is cut, so that nobody waits for a slow one.
 */
import type {
  ChangesBeat,
  ChangesBegin,
  ChangesChange,
  ChangesEnd,
  ChangesResync,
  LocalPerson,
} from '../../../sdk/src/local-contract';
import type { Changed } from './changed';
import type { Following } from './followers';
import type { Teller } from './teller';
import type { View } from './view';

interface Messages {
  readonly begin: ChangesBegin;
  readonly change: ChangesChange;
  readonly beat: ChangesBeat;
  readonly resync: ChangesResync;
  readonly end: ChangesEnd;
}

/** One client's way out. */
export interface Listener {
  /** False: it is too far behind. */
  write(bytes: Buffer): boolean;
  /** Resolves when it takes more; false: it is gone, or takes too long. */
  room(): Promise<boolean>;
  end(): void;
  cut(): void;
}
export interface Member {
  /** Equal for those that came with the same key. */
  readonly key: string;
  stillGood(): Promise<boolean>;
  readonly listener: Listener;
}

export function message<Name extends keyof Messages>(
  name: Name,
  data: Messages[Name],
  cursor?: string,
): Buffer {
  const id = cursor === undefined ? '' : `id: ${cursor}\n`;
  return Buffer.from(`event: ${name}\n${id}data: ${JSON.stringify(data)}\n\n`, 'utf8');
}

/** Before the tables weigh more than a new beginning. */
const MOST_DEFINED = 50_000;

export class Feed {
  readonly members = new Set<Member>();
  /** The revision from which each was told everything; 0 where it came with a cursor. */
  readonly toldFrom = new WeakMap<Member, number>();
  /** How many are still told what they missed, before they become members. */
  coming = 0;
  constructor(
    readonly view: View,
    readonly teller: Teller,
  ) {}

  get full(): boolean {
    return this.teller.tables.size() > MOST_DEFINED;
  }

  get empty(): boolean {
    return this.members.size + this.coming === 0;
  }

  /** Whether it stands with all of them; `revision`: what they were told up to. Undefined: not known. */
  reached(seq: number, revision: number | undefined): Following['state'] | undefined {
    if (this.view.test || this.empty) return undefined;
    if (this.coming > 0 || revision === undefined || revision < seq) return 'waiting';
    const all = [...this.members].every((member) => (this.toldFrom.get(member) ?? Infinity) < seq);
    return all ? 'follows' : undefined;
  }

  people(changed: readonly Changed[]): LocalPerson[] {
    const { system, test } = this.view;
    const own = test ? [] : changed.filter((one) => one.system === system);
    return own.map(({ handle, subject }) => this.teller.person(handle, subject));
  }

  /** To everybody: what is defined for the first time, and who changed. Nothing where there is nothing. */
  tell(people: readonly LocalPerson[], asOf: number, cursor?: string): void {
    const fresh = this.teller.tables.takeNew();
    const nothing = people.length + fresh.timelines.length + fresh.profiles.length === 0;
    if (!nothing) this.send(message('change', { ...fresh, people, asOf }, cursor));
  }

  /** First words to one that joins; everything defined so far must have been told to the others. */
  begin(): Buffer {
    const { map, tables, unseen } = this.teller;
    return message('begin', { ...map.wire, unseen, ...tables.all() });
  }

  send(bytes: Buffer): void {
    for (const member of this.members) {
      if (member.listener.write(bytes)) continue;
      this.members.delete(member);
      member.listener.cut();
    }
  }

  /** The last words. */
  close(bytes: Buffer, members: Iterable<Member> = [...this.members]): void {
    for (const member of members) {
      this.members.delete(member);
      member.listener.write(bytes);
      member.listener.end();
    }
  }
}
