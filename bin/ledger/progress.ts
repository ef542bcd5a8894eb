// How far long work is: a line that is written over on a terminal, nothing elsewhere.
const EVERY_MS = 200;

export interface Progress {
  at(done: bigint, total: bigint): void;
  /** Clears the line. */
  end(): void;
}

function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return '…';
  if (seconds < 60) return `${String(Math.ceil(seconds))} s`;
  return `${String(Math.floor(seconds / 60))} min ${String(Math.ceil(seconds % 60))} s`;
}

export function showProgress(
  what: string,
  out: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
  now: () => number = Date.now,
): Progress {
  const begun = now();
  let shown = 0;
  return {
    at(done, total) {
      if (!out.isTTY || now() - shown < EVERY_MS || total === 0n) return;
      shown = now();
      const rate = Number(done) / Math.max(1, shown - begun);
      const left = clock(Number(total - done) / rate / 1000);
      const percent = Number((done * 100n) / total);
      const speed = Math.round(rate * 1000).toLocaleString('en');
      const line = `${what} ${String(percent)} %  ${String(done)} of ${String(total)}  ${speed}/s  ${left} left`;
      out.write(`\r\u001b[2K${line}`);
    },
    end() {
      if (out.isTTY && shown > 0) out.write('\r\u001b[2K');
    },
  };
}
