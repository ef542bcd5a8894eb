// Files as other people's systems write them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mappingSchema } from './mapping';
import { rowsOf, UnreadableFile, type ImportFormat } from './rows';

async function* lines(text: string): AsyncGenerator<string> {
  for (const line of text.split('\n')) yield await Promise.resolve(line);
}
async function read(text: string, format: ImportFormat, map: unknown = {}) {
  const rows: (readonly [number, unknown])[] = [];
  for await (const { number, value } of rowsOf(lines(text), format, mappingSchema.parse(map))) {
    rows.push([number, value]);
  }
  return rows;
}

describe('a CSV file', () => {
  it('becomes choices, by the names of its columns', async () => {
    const text =
      '\uFEFFid,type,purposes,channels,data,locale,noticeVersion\r\n7,allow,recommend,web;app,itself,ja,3\r\n8,deny,*,*,*,,\r\n';
    expect(await read(text, 'csv')).toEqual([
      [
        1,
        {
          ...{ id: '7', type: 'allow', purposes: ['recommend'], channels: ['web', 'app'] },
          ...{ data: [], notice: { catalogueVersion: 3, locale: 'ja' } },
        },
      ],
      [2, { id: '8', type: 'deny', purposes: '*', channels: '*', data: '*' }],
    ]);
  });

  it('takes columns of any name, and one value for all rows', async () => {
    const map = {
      ...{ id: { column: '会員番号' }, type: { value: 'deny' }, purposes: { value: 'advertise' } },
      ...{ channels: { value: '*' }, data: { value: '*' } },
    };
    expect(await read('会員番号,店\n"7,""a""",東京', 'csv', map)).toEqual([
      [1, { id: '7,"a"', type: 'deny', purposes: ['advertise'], channels: '*', data: '*' }],
    ]);
  });

  it('without a column that is needed is not begun', async () => {
    await expect(read('type\ndeny', 'csv')).rejects.toThrow(UnreadableFile);
    const map = { id: { column: 'nowhere' } };
    await expect(read('id\n1', 'csv', map)).rejects.toThrow('nowhere');
    await expect(read('', 'csv')).rejects.toThrow(UnreadableFile);
  });

  it('keeps a row that cannot be read as one, and goes on', async () => {
    expect(await read('id,type\n"a"b,deny\n2,deny', 'csv')).toEqual([
      [1, undefined],
      [2, { id: '2', type: 'deny' }],
    ]);
    expect(await read('id,type\n"open,deny\n2,deny', 'csv')).toEqual([[1, undefined]]);
  });

  it('gives back whatever was written, quoted as the rules say', async () => {
    const field = fc.string().map((text) => `x${text.replaceAll('\r', ' ')}x`);
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 8 }), async (ids) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const rows = await read(`id,type\n${ids.map((id) => `${quote(id)},d`).join('\n')}`, 'csv');
        expect(rows.map(([, value]) => (value as { id: string }).id)).toEqual(
          ids.map((id) => id.trim()),
        );
      }),
    );
  });
});

describe('an NDJSON file', () => {
  it('is a choice a line; what is none is told as such', async () => {
    expect(await read('{"id":"1"}\n\n[1]\n{"id"\n{"id":"2"}', 'ndjson')).toEqual([
      [1, { id: '1' }],
      [2, undefined],
      [3, undefined],
      [4, { id: '2' }],
    ]);
  });
});
