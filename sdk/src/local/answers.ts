/**
 * Places, timelines and profiles of one replica. What one response numbers gets numbers of our
 * own here, so that a stream goes on where a snapshot ended: equal timelines of a place are one
 * `Cell`, equal rows of cells one profile.
 */
import type {
  LocalAnswer,
  LocalElsewhere,
  LocalMap,
  LocalPlace,
  LocalTables,
  LocalTimeline,
} from '../local-contract';

/** One answer of a place, ready to be given; `given` is made once a lease. */
export interface Step {
  readonly place: LocalPlace;
  /** The person's pair of instants between which it comes; -1: it is the first. */
  readonly change: number;
  readonly answer: LocalAnswer;
  readonly denied: readonly string[];
  /** Of the place's data what is permitted: naming it changes nothing. */
  readonly usable: readonly string[];
  /** Holds an obligation the caller did not declare to understand. */
  readonly strange: boolean;
  /** The lease `given` and `changed` were made for. */
  lease: number;
  given: unknown;
  /** By the one category that was named. */
  readonly changed: Map<string, unknown>;
}
export interface Cell {
  readonly steps: readonly [Step, ...Step[]];
}

/** A response that says what cannot be. */
export class UnreadableError extends Error {}

export class Answers {
  readonly places = new Map<string, number>();
  readonly elsewhere = new Map<string, LocalElsewhere>();
  readonly catalogueVersion: number;
  private readonly list: readonly LocalPlace[];
  private readonly cells: Cell[] = [];
  private readonly cellNumbers = new Map<string, number>();
  private rows = new Uint32Array(256);
  private profiles = 0;
  private lastTouchpoint: string | undefined;
  private lastPlace: number | undefined;
  private readonly profileNumbers = new Map<string, number>();

  constructor(
    map: LocalMap,
    private readonly understands: ReadonlySet<string>,
  ) {
    if (map.format !== 1) throw new UnreadableError('another format');
    this.catalogueVersion = map.catalogueVersion;
    this.list = map.places;
    for (const [at, { touchpoint }] of map.places.entries()) this.places.set(touchpoint, at);
    for (const place of map.elsewhere) this.elsewhere.set(place.touchpoint, place);
  }

  /** Undefined: no place of one's own. Who asks mostly asks about the same again. */
  placeOf(touchpoint: string): number | undefined {
    if (touchpoint !== this.lastTouchpoint) {
      this.lastPlace = this.places.get(touchpoint);
      this.lastTouchpoint = touchpoint;
    }
    return this.lastPlace;
  }

  cellOf(profile: number, place: number): Cell | undefined {
    return this.cells[this.rows[profile * this.list.length + place] ?? -1];
  }

  /** `timelines`: one for each place. */
  profileOf(timelines: readonly LocalTimeline[]): number {
    if (timelines.length !== this.list.length) throw new UnreadableError('another map');
    const row = this.list.map((place, at) => this.cell(place, at, timelines[at]));
    const name = row.join(' ');
    const known = this.profileNumbers.get(name);
    if (known !== undefined) return known;
    const number = this.profiles;
    this.profiles += 1;
    const from = number * this.list.length;
    if (from + row.length > this.rows.length) {
      const more = new Uint32Array(Math.max(from + row.length, this.rows.length * 2));
      more.set(this.rows);
      this.rows = more;
    }
    this.rows.set(row, from);
    this.profileNumbers.set(name, number);
    return number;
  }

  private cell(place: LocalPlace, at: number, timeline: LocalTimeline | undefined): number {
    if (timeline === undefined) throw new UnreadableError('a timeline is missing');
    const name = `${String(at)} ${JSON.stringify(timeline)}`;
    const known = this.cellNumbers.get(name);
    if (known !== undefined) return known;
    const later = (timeline.then ?? []).map(([change, answer]) => this.step(place, change, answer));
    this.cellNumbers.set(name, this.cells.length);
    return this.cells.push({ steps: [this.step(place, -1, timeline.first), ...later] }) - 1;
  }

  private step(place: LocalPlace, change: number, answer: LocalAnswer): Step {
    if (typeof answer.decision !== 'boolean' || typeof answer.otherwise !== 'string') {
      throw new UnreadableError('an answer without a decision');
    }
    const permitted = answer.permitted ?? [];
    const denied = place.data.filter((data) => !permitted.includes(data));
    const strange = (answer.obligations ?? []).some(({ type }) => !this.understands.has(type));
    const usable = place.data.filter((data) => permitted.includes(data));
    const made = { lease: -1, given: undefined, changed: new Map<string, unknown>() };
    return { place, change, answer, denied, usable, strange, ...made };
  }
}

/** What one response numbered, in our numbers. */
export class Numbering {
  private readonly timelines: LocalTimeline[] = [];
  private readonly profiles: number[] = [];

  constructor(readonly answers: Answers) {}

  define({ timelines, profiles }: LocalTables): void {
    for (const timeline of timelines) this.timelines.push(timeline);
    for (const profile of profiles) {
      const own = profile.map((number) => {
        const timeline = this.timelines[number];
        if (timeline === undefined) throw new UnreadableError('a timeline nobody defined');
        return timeline;
      });
      this.profiles.push(this.answers.profileOf(own));
    }
  }

  profile(number: number): number {
    const own = this.profiles[number];
    if (own === undefined) throw new UnreadableError('a profile nobody defined');
    return own;
  }
}
