/** One thing the doctor looked at. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in a few words. */
  readonly said: string;
  /** What to do about it; only where `ok` is false. */
  readonly mend?: string;
}

export function well(name: string, said: string): Finding {
  return { name, ok: true, said };
}

export function ill(name: string, said: string, mend: string): Finding {
  return { name, ok: false, said, mend };
}

/** Lines of a table: mark, name, what was found, and under it what to do. */
export function asTable(findings: readonly Finding[]): string[] {
  const width = Math.max(...findings.map(({ name }) => name.length));
  return findings.flatMap(({ name, ok, said, mend }) => [
    `${ok ? '✓' : '✗'} ${name.padEnd(width)}  ${said}`,
    ...(mend === undefined ? [] : [`  ${' '.repeat(width)}  → ${mend}`]),
  ]);
}
