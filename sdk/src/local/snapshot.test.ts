import { expect, it } from 'vitest';
import type { LocalPerson, SnapshotLine } from '../local-contract';
import { crc32After } from './crc32';
import { Snapshot } from './snapshot';
import { UnreadableError } from './answers';
import type { Replica } from './replica';

const MAP = { format: 1, catalogueVersion: 3, elsewhere: [] } as const;
const PLACES = [{ touchpoint: 'shop', data: ['purchases'] }];
const NO = { first: { decision: false, otherwise: 'generic' } } as const;
const YES = { first: { decision: true, otherwise: 'generic' } } as const;
const PEOPLE = Array.from({ length: 60 }, (_, at): LocalPerson => {
  const bytes = new TextEncoder().encode(String(at).padStart(2, '0').repeat(16));
  const handle = `h1_${btoa(String.fromCharCode(...bytes)).slice(0, 43)}`;
  return [handle.replaceAll('+', '-').replaceAll('/', '_'), 1];
});

const hexOf = (crc: number): string => crc.toString(16).padStart(8, '0');

/** Six lines of ten people; going on leaves out those that were told. */
function response(from = 0, catalogueVersion = 3): readonly Uint8Array[] {
  let crc = 0;
  const lines: Uint8Array[] = [];
  const write = (line: SnapshotLine): void => {
    const bytes = new TextEncoder().encode(`${JSON.stringify(line)}\n`);
    crc = crc32After(crc, bytes);
    lines.push(bytes);
  };
  write({
    ...{ line: 'begin', ...MAP, catalogueVersion, places: PLACES },
    ...{ cursor: `c${String(from)}`, asOf: 1, unseen: 0 },
  });
  write({ line: 'define', timelines: [NO, YES], profiles: [[0], [1]] });
  for (let at = from; at < PEOPLE.length; at += 10) {
    const people = PEOPLE.slice(at, at + 10);
    write({ line: 'people', people, resume: String(at + 10), crc32: hexOf(crc) });
  }
  write({ line: 'end', people: PEOPLE.length - from, crc32: hexOf(crc) });
  return lines;
}

function bodyOf(lines: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const line of lines) controller.enqueue(line);
      controller.close();
    },
  });
}
const read = (snapshot: Snapshot, lines: readonly Uint8Array[]): Promise<Replica> =>
  snapshot.read(bodyOf(lines), {});
const placeOf = ({ resume }: Snapshot): number => Number(resume ?? '0');

it('goes on after what was held against its checksum, wherever it breaks off', async () => {
  const whole = response();
  for (let kept = 0; kept < whole.length; kept += 1) {
    const snapshot = new Snapshot(new Set());
    const part = [...whole.slice(0, kept), whole[kept]?.slice(0, 7) ?? new Uint8Array()];
    await expect(read(snapshot, part)).rejects.toThrow('no end');
    // The last line that came is told again: nothing says yet that it is what was sent.
    expect(placeOf(snapshot)).toBe(Math.max(0, kept - 3) * 10);
    const replica = await read(snapshot, response(placeOf(snapshot)));
    expect(replica.people.size).toBe(PEOPLE.length);
    expect(replica.cursor).toBe(kept > 2 ? 'c0' : `c${String(placeOf(snapshot) % 60)}`);
  }
});

it('nothing is kept of what was changed on its way, though the rest never came', async () => {
  const whole = response();
  for (let at = 0; at < whole.length - 1; at += 1) {
    const changed = whole.map((line) => line.slice());
    const line = changed[at] ?? new Uint8Array();
    const where = line.indexOf(0x3a) + 2;
    line[where] = (line[where] ?? 0) ^ 1;
    const snapshot = new Snapshot(new Set());
    await expect(read(snapshot, changed)).rejects.toThrow();
    expect(placeOf(snapshot)).toBeLessThanOrEqual(Math.max(0, at - 2) * 10);
  }
});

it('another catalogue, or somebody missing at its end, is not gone on with', async () => {
  const snapshot = new Snapshot(new Set());
  await expect(read(snapshot, response().slice(0, 6))).rejects.toThrow(UnreadableError);
  await expect(read(snapshot, response(20, 4))).rejects.toThrow('catalogue');
  const short = response(20);
  const without = [...short.slice(0, 3), ...short.slice(4)];
  await expect(read(snapshot, without)).rejects.toThrow('changed');
});
