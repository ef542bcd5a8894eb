/** Names of logs (LEDGER "Tiles"): `consent.example.com/2026`, one a deployment and year. */

/** The last part of the origin, e.g. `2026`: its folder, and its place under /ledger. */
export function logNameOf(origin: string): string {
  return origin.slice(origin.lastIndexOf('/') + 1);
}

/** The log that holds this entry; undefined for a seq before the first log. */
export function logHolding<
  L extends { readonly firstSeq: number; readonly closedSeq: number | null },
>(logs: readonly L[], seq: number): L | undefined {
  return logs.find(({ firstSeq, closedSeq }) => seq >= firstSeq && seq <= (closedSeq ?? Infinity));
}

/** A flat name for a file about this log, whatever its origin holds. */
export function fileNameOf(origin: string): string {
  return encodeURIComponent(origin);
}

export function yearOf(ms: number): number {
  return new Date(ms).getUTCFullYear();
}

/**
 * The origin of the log that `atMs` (of entries, or of the clock that will date them) belongs in,
 * when that is a later year than this log's; undefined while it goes on. The host stays what it
 * was when the first log was created.
 */
export function nextOrigin(origin: string, atMs: number): string | undefined {
  const name = logNameOf(origin);
  const year = yearOf(atMs);
  // `2026-2` went on where `2026` was frozen.
  if (!/^\d{4}(-\d+)?$/.test(name) || Number.parseInt(name, 10) >= year) return undefined;
  return origin.slice(0, origin.length - name.length) + String(year);
}
