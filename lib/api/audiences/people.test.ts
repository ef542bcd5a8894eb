// Lines of a list as bytes: read as the same lines as text would be, wherever the pieces end.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Audience } from '../../asking/audience/audience';
import { mint } from '../../identity/mint';
import type { SystemPrincipal } from '../../identity/model';
import { wholeLines, LINE_BYTES } from '../ndjson';
import { PeopleLines } from './people';

const principal = (test: boolean) =>
  mint<SystemPrincipal>({
    ...{ kind: 'system', system: 'shop', keyId: 'k', scopes: ['audience'], touchpoints: ['*'] },
    test,
  });

/** Of each who was named, the words they are handed back by. */
async function read(bytes: Uint8Array, pieceBytes: number, test = false) {
  const named: string[] = [];
  const audience: Pick<Audience, 'full' | 'name' | 'nameQuoted'> = {
    full: false,
    name: (subject, as) => named.push('id' in subject ? `${as} ${subject.system}` : as),
    nameQuoted: (from, begin, end) =>
      named.push(`${Buffer.from(from).toString('latin1', begin, end)} shop`),
  };
  const lines = new PeopleLines(principal(test), audience as Audience, 0);
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        controller.enqueue(bytes.subarray(at, at + pieceBytes));
      }
      controller.close();
    },
  });
  for await (const piece of wholeLines(body)) {
    lines.begin(piece);
    while (lines.more) lines.read(2);
  }
  return { named, unreadable: lines.unreadableLines };
}

const KINDS: readonly (readonly [line: string | Uint8Array, named: string | undefined])[] = [
  ['"12345"', '"12345" shop'],
  ['"a b~!"', '"a b~!" shop'],
  [' "12345"\t\r', '"12345" shop'],
  ['"\\u0041b"', '"Ab" shop'],
  ['"納得"', '"納得" shop'],
  ['{"system":"shop","id":"x"}', '{"system":"shop","id":"x"} shop'],
  ['""', undefined],
  [`"${'x'.repeat(256)}"`, `"${'x'.repeat(256)}" shop`],
  [`"${'x'.repeat(257)}"`, undefined],
  ['"a"b"', undefined],
  ['"a" "b"', undefined],
  ['"\u007f"', '"\u007f" shop'],
  ['"\u0007"', undefined],
  ['"abc', undefined],
  ['{"system":"mailer","id":"x"}', undefined],
  [Uint8Array.of(34, 0xff, 34), undefined],
  ['x'.repeat(LINE_BYTES + 1), undefined],
  ['', ''],
  ['  \r', ''],
];

describe('lines of a list', () => {
  it('name whom they name, or are told by their number, however the body is cut', async () => {
    const some = fc.array(fc.integer({ min: 0, max: KINDS.length - 1 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(some, fc.constantFrom(50, 333, 100_000), async (kinds, pieceBytes) => {
        const chosen = kinds.map((kind) => KINDS[kind] ?? ['', '']);
        const bytes = Buffer.concat(
          chosen.map(([line]) => Buffer.concat([Buffer.from(line), Buffer.from('\n')])),
        );
        const expected = {
          named: chosen.flatMap(([, named]) =>
            named === undefined || named === '' ? [] : [named],
          ),
          unreadable: chosen.flatMap(([, named], at) => (named === undefined ? [at + 1] : [])),
        };
        expect(await read(bytes, pieceBytes)).toEqual(expected);
        expect(await read(bytes.subarray(0, -1), pieceBytes)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });

  it('of a test key name people of the test system', async () => {
    const { named } = await read(Buffer.from('"allowed"\n{"system":"test","id":"limit"}'), 9, true);
    expect(named).toEqual(['"allowed" test', '{"system":"test","id":"limit"} test']);
  });
});
