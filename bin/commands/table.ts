/** Rows in columns as wide as their widest cell; the head first. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A day as people write it in tables: `2026-11-21`. */
export function day(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
