// Whatever is changed in a log's files is found and located.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeBundle } from './bundle';
import { utf8 } from './bytes';
import { entryBytes } from './entry';
import { fsckLog, type FsckOptions } from './fsck';
import { createRecount } from './recount';
import { tilePath, type TileAddress } from './tile-path';

interface Made {
  readonly files: Map<string, Uint8Array>;
  readonly size: bigint;
  readonly root: Uint8Array;
}

function makeLog(entries: readonly Uint8Array[]): Made {
  const files = new Map<string, Uint8Array>();
  const recount = createRecount((address, bytes) => files.set(tilePath(address), bytes));
  for (const entry of entries) recount.add(entry);
  recount.emitPartial();
  for (let at = 0; at < entries.length; at += 256) {
    const part = entries.slice(at, at + 256);
    const address = { kind: 'entries', index: BigInt(at / 256), width: part.length } as const;
    files.set(tilePath(address), encodeBundle(part));
  }
  return { files, size: BigInt(entries.length), root: recount.root() };
}

function check({ files, size, root }: Made, options: FsckOptions = {}) {
  const fetch = async (address: TileAddress) => {
    const file = files.get(tilePath(address));
    if (file === undefined) throw new Error('is missing');
    return Promise.resolve(file);
  };
  return fsckLog({ size, root }, fetch, options);
}

const foreign = (count: number) =>
  Array.from({ length: count }, (_, at) => utf8(`entry ${String(at)} of somebody else's log`));
const own = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    entryBytes(1_764_000_000 + at, { k: 'key', d: 'A'.repeat(43) }),
  );
function changed(made: Made, path: string, change: (bytes: Uint8Array) => Uint8Array): Made {
  const bytes = made.files.get(path) ?? new Uint8Array();
  return { ...made, files: new Map(made.files).set(path, change(Uint8Array.from(bytes))) };
}

describe('a whole log', () => {
  it.each([0, 1, 2, 255, 256, 257, 511, 512, 65_536 + 300])('of %i entries', async (count) => {
    const seen: bigint[] = [];
    const result = await check(makeLog(own(count)), { onEntry: (index) => seen.push(index) });
    expect(result).toEqual({ size: BigInt(count), problems: [], complete: true });
    expect(seen.length).toBe(count);
  });

  it('of somebody else, with entries that mean nothing to us', async () => {
    expect((await check(makeLog(foreign(600)))).problems).toEqual([]);
  });
});

describe('found and located', () => {
  const small = makeLog(own(258));

  /** The file that was changed is named, or – where nothing above tells which – its counterpart. */
  async function flipped(made: Made, step: number): Promise<void> {
    for (const [path, bytes] of made.files) {
      for (let at = 0; at < bytes.length; at += step) {
        const log = changed(made, path, (copy) => copy.fill((copy[at] ?? 0) ^ 1, at, at + 1));
        const places = (await check(log)).problems.map(({ where }) => where);
        const either = places.map((where) => where.replace('/entries/', '/0/'));
        expect(either, `${path} byte ${String(at)}`).toContain(path.replace('/entries/', '/0/'));
      }
    }
  }
  it('every single byte of every file of a small log', () => flipped(makeLog(own(5)), 1));
  it('bytes across a boundary of tiles', () => flipped(small, 211));

  it('every file missing, cut short, made longer', async () => {
    for (const path of small.files.keys()) {
      const files = new Map(small.files);
      files.delete(path);
      const results = [
        await check({ ...small, files }),
        await check(changed(small, path, (bytes) => bytes.slice(0, -1))),
        await check(changed(small, path, (bytes) => Uint8Array.of(...bytes, 0))),
      ];
      for (const { problems } of results) {
        expect(problems.map(({ where }) => where)).toContain(path);
      }
    }
  });

  it('an entry put in place of another is named, and nothing else is', async () => {
    const made = makeLog(own(600));
    const entries = own(256);
    entries[17] = entries[18] ?? new Uint8Array();
    const { problems, complete } = await check(
      changed(made, 'tile/entries/000', () => encodeBundle(entries)),
    );
    expect(complete).toBe(true);
    expect(problems.map(({ where, index }) => [where, index])).toEqual([['tile/entries/000', 17n]]);
  });

  it('two files in each other’s place', async () => {
    const made = makeLog(own(600));
    const one = made.files.get('tile/0/000') ?? new Uint8Array();
    const other = made.files.get('tile/0/001') ?? new Uint8Array();
    const files = new Map(made.files).set('tile/0/000', other).set('tile/0/001', one);
    const places = (await check({ ...made, files })).problems.map(({ where }) => where);
    expect(new Set(places)).toEqual(new Set(['tile/0/000', 'tile/0/001']));
  });

  it('another root, another size', async () => {
    const made = makeLog(own(300));
    const root = Uint8Array.from(made.root).fill(0, 0, 1);
    expect((await check({ ...made, root })).problems.map(({ where }) => where)).toEqual([
      'checkpoint',
    ]);
    expect((await check({ ...made, size: 301n })).problems.length).toBeGreaterThan(0);
    expect((await check({ ...made, size: 299n })).problems.length).toBeGreaterThan(0);
  });

  it('time that falls, in a log that is otherwise whole', async () => {
    const entries = own(5);
    const { problems } = await check(makeLog([...entries, ...own(1)]));
    expect(problems.map(({ index }) => index)).toEqual([5n]);
  });

  it('an entry of another form among ours', async () => {
    const { problems } = await check(makeLog([...own(3), ...foreign(1)]));
    expect(problems.map(({ index }) => index)).toEqual([3n]);
  });

  it('any change at any place of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 700 }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (count, which, at, mask) => {
          const made = makeLog(foreign(count));
          const path = [...made.files.keys()][which % made.files.size] ?? '';
          const { problems } = await check(
            changed(made, path, (bytes) => {
              const byte = at % bytes.length;
              return bytes.fill((bytes[byte] ?? 0) ^ mask, byte, byte + 1);
            }),
          );
          expect(problems.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 60 },
    );
  });
});
