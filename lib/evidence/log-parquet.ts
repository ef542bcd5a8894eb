/** The lines of an export as Apache Parquet, a row group at a time in memory: the columns of the CSV. */
import {
  ByteWriter,
  ParquetWriter,
  schemaFromColumnData,
  type ColumnSource,
} from 'hyparquet-writer';
import { CSV_COLUMNS, plainCells } from './log-cells';
import type { LogLine } from './log-search';

const ROWS_A_GROUP = 10_000;
const SEQ = 'seq';
const AT = 'at';

/** `seq` is a number, `at` an instant; everything else is text, null where there is nothing to say. */
function columnsOf(lines: readonly LogLine[]): ColumnSource[] {
  const rows = lines.map(plainCells);
  return CSV_COLUMNS.map((name): ColumnSource => {
    if (name === SEQ) return { name, type: 'INT64', data: lines.map(({ seq }) => BigInt(seq)) };
    if (name === AT) {
      return { name, type: 'TIMESTAMP', data: lines.map(({ atMs }) => new Date(atMs)) };
    }
    const data = rows.map((cells) => (cells[name] === '' ? null : cells[name]));
    return { name, type: 'STRING', data };
  });
}

export async function* parquetChunks(lines: AsyncIterable<LogLine>): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: columnsOf([]) });
  const parquet = new ParquetWriter({ writer, schema, createdBy: 'nattoku' });
  const written = (): Uint8Array => {
    const bytes = Uint8Array.from(writer.getBytes());
    // The buffer begins anew; offsets inside the file go on counting.
    writer.index = 0;
    return bytes;
  };
  let group: LogLine[] = [];
  for await (const line of lines) {
    group.push(line);
    if (group.length < ROWS_A_GROUP) continue;
    await parquet.write({ columnData: columnsOf(group), rowGroupSize: ROWS_A_GROUP });
    group = [];
    yield written();
  }
  if (group.length > 0) {
    await parquet.write({ columnData: columnsOf(group), rowGroupSize: ROWS_A_GROUP });
  }
  await parquet.finish();
  yield written();
}
