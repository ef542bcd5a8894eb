import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LedgerFormatError } from '../../ledger/canonical';
import { linesIn } from './lines';

/** The bytes in pieces of these sizes, over and over. */
async function* pieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    yield await Promise.resolve(bytes.subarray(at, at + size));
    at += size;
  }
}

async function read(bytes: Buffer, sizes = [bytes.length + 1]): Promise<string[]> {
  const lines: string[] = [];
  for await (const some of linesIn(pieces(bytes, sizes))) lines.push(...some);
  return lines;
}

describe('the lines of a file', () => {
  it('are the same however its bytes come, with any character but a newline in them', async () => {
    const line = fc
      .string({ unit: fc.constantFrom('a', '"', '納', '\u2028', '\u2029', '\r', '😀') })
      .map((text) => text.replaceAll('\n', ''));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        async (lines, sizes) => {
          const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
          expect(await read(bytes, sizes)).toEqual(lines);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are refused where the last one is cut short or they are not UTF-8', async () => {
    await expect(read(Buffer.from('one\ntwo'))).rejects.toThrow(LedgerFormatError);
    await expect(read(Buffer.from([0x61, 0xff, 0x0a]))).rejects.toThrow(LedgerFormatError);
  });

  it('are not gathered for ever', async () => {
    let given = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      const megabytes = Buffer.alloc(2 ** 20, 'a');
      for (; given < 64; given += 1) yield await Promise.resolve(megabytes);
    }
    await expect(linesIn(endless()).next()).rejects.toThrow('does not end');
    expect(given).toBeLessThan(20);
  });
});
