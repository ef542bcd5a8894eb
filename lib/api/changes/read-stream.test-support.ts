/** A stream of changes as a client reads it, and the answers a system makes of it. */
import type {
  ChangesBegin,
  ChangesChange,
  LocalMap,
  LocalPerson,
  LocalTimeline,
  SnapshotLine,
} from '../../../sdk/src/local-contract';
import { evaluate, type Evaluated } from '../../delivery/changes/evaluate.test-support';

export interface Told {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Stream {
  readonly status: number;
  readonly told: Told[];
  /** Resolves with what is found in everything told so far or from now on. */
  until<T>(find: (told: readonly Told[]) => T | undefined): Promise<T>;
  /** Resolves when the server ended it. */
  readonly ended: Promise<void>;
  cancel(): void;
}

function read(text: string): Told {
  const fields = new Map(
    text.split('\n').map((line) => {
      const at = line.indexOf(': ');
      return [line.slice(0, at), line.slice(at + 2)] as const;
    }),
  );
  return {
    event: fields.get('event') ?? '',
    id: fields.get('id'),
    data: JSON.parse(fields.get('data') ?? '{}') as Record<string, unknown>,
  };
}

export async function openStream(
  url: string,
  key: string,
  cursor?: string,
  query = '',
): Promise<Stream> {
  const cancelling = new AbortController();
  const response = await fetch(`${url}/api/v1/changes${query}`, {
    signal: cancelling.signal,
    headers: {
      authorization: `Bearer ${key}`,
      ...(cursor !== undefined && { 'last-event-id': cursor }),
    },
  });
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  const pump = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of response.body ?? []) {
        const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
        rest = parts.pop() ?? '';
        told.push(...parts.map(read));
        for (const look of [...waiting]) look();
      }
    } catch {
      // Cancelled or cut.
    }
  };
  const ended = pump();
  return {
    status: response.status,
    told,
    ended,
    cancel: () => cancelling.abort(),
    until(find) {
      return new Promise((resolve) => {
        const look = (): void => {
          const found = find(told);
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
  };
}

/** What a client holds: built from a snapshot, kept by a stream. */
export class Local {
  map: LocalMap | undefined;
  cursor: string | undefined;
  private readonly people = new Map<
    string,
    { timelines: readonly LocalTimeline[]; instants: readonly number[] }
  >();
  private unseen: readonly LocalTimeline[] = [];
  private timelines: LocalTimeline[] = [];
  private profiles: (readonly number[])[] = [];

  get size(): number {
    return this.people.size;
  }

  snapshot(text: string): SnapshotLine[] {
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as SnapshotLine);
    this.renumber();
    let unseen = 0;
    for (const line of lines) {
      if (line.line === 'begin') {
        this.map = line;
        this.cursor = line.cursor;
        unseen = line.unseen;
      } else if (line.line === 'define') this.define(line);
      else if (line.line === 'people') this.take(line.people);
    }
    this.unseen = this.profileOf(unseen);
    return lines;
  }

  stream(told: readonly Told[]): void {
    this.renumber();
    for (const { event, id, data } of told) {
      if (event === 'begin') {
        const begin = data as unknown as ChangesBegin;
        this.map = begin;
        this.define(begin);
        this.unseen = this.profileOf(begin.unseen);
      } else if (event === 'change') {
        const change = data as unknown as ChangesChange;
        this.define(change);
        this.take(change.people);
      }
      this.cursor = id ?? this.cursor;
    }
  }

  decide(
    handle: string,
    touchpoint: string,
    nowMs: number,
    data: readonly string[] = [],
  ): Evaluated {
    if (this.map === undefined) throw new Error('nothing is known yet');
    const known = this.people.get(handle) ?? { timelines: this.unseen, instants: [] };
    const asked = { touchpoint, data, gpc: false };
    return evaluate(this.map, known.timelines, known.instants, asked, nowMs);
  }

  private renumber(): void {
    this.timelines = [];
    this.profiles = [];
  }
  private define(tables: {
    readonly timelines: readonly LocalTimeline[];
    readonly profiles: readonly (readonly number[])[];
  }): void {
    this.timelines.push(...tables.timelines);
    this.profiles.push(...tables.profiles);
  }
  private profileOf(number: number): LocalTimeline[] {
    return (this.profiles[number] ?? []).map((at) => {
      const timeline = this.timelines[at];
      if (timeline === undefined) throw new Error('a number that nothing defined');
      return timeline;
    });
  }
  private take(people: readonly LocalPerson[]): void {
    for (const [handle, profile, ...instants] of people) {
      this.people.set(handle, { timelines: this.profileOf(profile), instants });
    }
  }
}
