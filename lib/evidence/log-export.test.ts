import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../../db/port';
import { AppError } from '../errors';
import type { Principal } from '../identity/model';
import type { Runtime } from '../runtime/model';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { CSV_COLUMNS, csvRow, inertCell } from './log-cells';
import { exportLog } from './log-export';
import { searchLog, type LogLine } from './log-search';
import { allow, deny, newPerson, officerWith, say, switchOff } from './log.test-support';
import { lookUp } from './look-up';

const auditor = officerWith(['auditor']);
const MANY = 1_300;
const ground = '=HYPERLINK("https://example.test","go"), then\r\n“more”';

let temporary: TemporaryRuntime;
let runtime: Runtime;
let seqs: number[] = [];

beforeAll(async () => {
  temporary = await openTemporaryRuntime();
  runtime = temporary.runtime;
  const identifier = { system: 'shop', id: 'export-1' };
  const person = await newPerson(runtime, identifier);
  await say(runtime, person, [allow('recommend', 'web'), deny('*', 'portal')]);
  const crowd = await newPerson(runtime, { system: 'shop', id: 'export-2' });
  for (let written = 0; written < MANY; written += 100) {
    const events = Array.from({ length: 100 }, () => switchOff('home-hero'));
    seqs = [...seqs, ...(await say(runtime, crowd, events))];
  }
  const look = await lookUp(runtime, auditor, { identifier, ground });
  if (!look.ok) throw new Error(look.reason);
}, 60_000);
afterAll(() => temporary.dispose());

/** A reader of RFC 4180 of its own: quotes doubled, CRLF between rows. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g,
  )) {
    rows.at(-1)?.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}

async function exported(format: 'csv' | 'ndjson', types?: readonly string[]): Promise<string> {
  const question = types === undefined ? {} : { types };
  const file = await exportLog(runtime, auditor, question, format, 'everything');
  return Buffer.from(await new Response(file.stream).arrayBuffer()).toString('utf8');
}

describe('a cell that a spreadsheet would run is made inert', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '\0x', '＝1', '＋1', '－1', '＠x'])(
    '%j gets an apostrophe in front',
    (text) => {
      expect(inertCell(text)).toBe(`'${text}`);
    },
  );
  it.each(['', 'a=1', '1-2', '2026-11-21T10:00:00.000Z', 'ー', '*'])('%j stays', (text) => {
    expect(inertCell(text)).toBe(text);
  });
  it('every column goes through it', () => {
    const line: LogLine = {
      ...{ seq: 1, atMs: 0, kind: 'event', eventId: '=e' },
      body: {
        ...{ type: 'deny', by: 'person', surface: 'portal', receivedAtMs: 0, system: '@s' },
        ...{ purposes: ['+p'], channels: ['-c'], data: ['=d'] },
      },
    };
    const cells = csvRow(line);
    expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
    expect(cells.filter((cell) => cell.startsWith("'"))).toHaveLength(5);
  });
});

describe('CSV', () => {
  it('leaves out nothing an event says: what has no column stands in the last one', () => {
    const limit = { kind: 'frequency', max: 2, per: 'week' };
    const body = { type: 'limit', by: 'person', surface: 'portal', receivedAtMs: 0, limit };
    const line = { seq: 1, atMs: 0, kind: 'event', eventId: 'e', body } as unknown as LogLine;
    expect(JSON.parse(csvRow(line).at(-1) ?? '')).toEqual({ limit });
    expect(csvRow({ ...line, body: null }).at(-1)).toBe('');
  });

  it('begins with a byte order mark and the header, and keeps quotes, commas and line ends', async () => {
    const text = await exported('csv', ['look', 'allow']);
    expect(text.startsWith('\ufeff')).toBe(true);
    const [header, first, second, ...rest] = readCsv(text.slice(1));
    expect(header).toEqual([...CSV_COLUMNS]);
    expect(rest).toEqual([]);
    expect(first?.[CSV_COLUMNS.indexOf('type')]).toBe('allow');
    expect(first?.[CSV_COLUMNS.indexOf('purposes')]).toBe('recommend');
    expect(second?.[CSV_COLUMNS.indexOf('ground')]).toBe(`'${ground}`);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it('holds every event of the result once, oldest first', async () => {
    const rows = readCsv((await exported('csv', ['touchpoint-off'])).slice(1)).slice(1);
    expect(rows.map(([seq]) => Number(seq))).toEqual(seqs);
  });
});

describe('NDJSON', () => {
  it('is one JSON object a line, every event once', async () => {
    const text = await exported('ndjson', ['touchpoint-off', 'look']);
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; body: { ground?: string } });
    expect(lines.slice(0, -1).map(({ seq }) => seq)).toEqual(seqs);
    expect(lines.at(-1)?.body.ground).toBe(ground);
  });
});

describe('Parquet', () => {
  it('holds the same lines as the CSV, numbers as numbers and instants as instants', async () => {
    const file = await exportLog(
      runtime,
      auditor,
      { types: ['look', 'touchpoint-off'] },
      'parquet',
      'x',
    );
    const bytes = new Uint8Array(await new Response(file.stream).arrayBuffer());
    const rows = await parquetReadObjects({ file: bytes.buffer });
    const csv = readCsv((await exported('csv', ['look', 'touchpoint-off'])).slice(1)).slice(1);
    expect(rows.map(({ seq }) => String(seq))).toEqual(csv.map(([seq]) => seq));
    expect(rows.at(-1)).toMatchObject({ type: 'look', ground });
    expect(rows[0]?.['at']).toBeInstanceOf(Date);
  });

  it('of nothing is a file without rows', async () => {
    const file = await exportLog(runtime, auditor, { types: ['guardian'] }, 'parquet', 'x');
    const bytes = new Uint8Array(await new Response(file.stream).arrayBuffer());
    expect(await parquetReadObjects({ file: bytes.buffer })).toEqual([]);
  });
});

describe('an export', () => {
  it('stands in the log before the first byte, with who made it and what of', async () => {
    const before = (await runtime.store.head()).seq;
    const file = await exportLog(runtime, auditor, {}, 'csv', 'kind=refused');
    const [line] = await searchLog(runtime, auditor, { types: ['export'] }, { limit: 1 });
    expect(line?.seq).toBe(before + 1);
    expect(line?.body).toMatchObject({ by: 'officer', format: 'csv', filter: 'kind=refused' });
    await file.stream.cancel();
  });

  it('has a name made by the server', async () => {
    const file = await exportLog(runtime, auditor, {}, 'ndjson', '../../"x');
    expect(file.name).toMatch(/^nattoku-log-[0-9TZ-]+\.ndjson$/);
    await file.stream.cancel();
  });

  it('reads a page at a time, and no further than it is read', async () => {
    const asked: number[] = [];
    const store = new Proxy(runtime.store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name !== 'searchLog') return value.bind(target) as unknown;
        return (...args: Parameters<Store['searchLog']>) => {
          asked.push(args[0].limit);
          return target.searchLog(...args);
        };
      },
    });
    const watched: Runtime = { ...runtime, store };
    const file = await exportLog(watched, auditor, {}, 'ndjson', 'everything');
    const reader = file.stream.getReader();
    await reader.read();
    expect(asked.length).toBeLessThan(3);
    while (!(await reader.read()).done);
    expect(asked.length).toBeGreaterThan(2);
    expect(Math.max(...asked)).toBeLessThanOrEqual(500);
  });

  it.each([
    ['refused', () => Promise.resolve({ ok: false as const, reason: 'unavailable' as const })],
    ['failed', () => Promise.reject(new AppError('unavailable', 'disk full'))],
  ])('that cannot be recorded (%s) reads nothing', async (_name, commit) => {
    const store = new Proxy(runtime.store, {
      get() {
        throw new Error('read all the same');
      },
    });
    const broken: Runtime = { ...runtime, store, commit };
    await expect(exportLog(broken, auditor, {}, 'csv', 'everything')).rejects.toThrow(AppError);
  });

  const strangers: readonly (readonly [string, () => Principal])[] = [
    ['nobody', () => ({ kind: 'anonymous' })],
    ['an officer who is no auditor', () => officerWith(['admin', 'author', 'approver'])],
  ];
  it.each(strangers)('is not for %s, and leaves no trace', async (_name, principal) => {
    const { seq } = await runtime.store.head();
    await expect(exportLog(runtime, principal(), {}, 'csv', 'everything')).rejects.toThrow(
      AppError,
    );
    expect((await runtime.store.head()).seq).toBe(seq);
  });
});
