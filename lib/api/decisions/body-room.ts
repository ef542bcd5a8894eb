/**
 * Room for bodies that come in several pieces, used again. A buffer of its own for each counts as
 * memory outside the heap, and so much of it makes V8 look through everybody who is held, again
 * and again (measured: bench batch).
 */
const ROOMS_KEPT = 8;
const STEP = 1 << 12;
const rooms: Buffer[] = [];

/** For at least so many bytes; holds whatever the one before left. */
export function takeRoom(bytes: number): Buffer {
  const kept = rooms.pop();
  if (kept !== undefined && kept.length >= bytes) return kept;
  return Buffer.allocUnsafeSlow(Math.ceil(bytes / STEP) * STEP);
}

/** Once nobody reads it any more. */
export function leaveRoom(room: Buffer): void {
  if (rooms.length < ROOMS_KEPT) rooms.push(room);
}
