/** The attackers' SQL: literals only, so that what is shown is what ran. */
import { toHex } from '../../ledger/bytes';

/** Rows of `events` are guarded by these; dropping them takes one statement each. */
export const DROP_EVENT_TRIGGERS = [
  'DROP TRIGGER events_no_update',
  'DROP TRIGGER events_no_delete',
] as const;
export const DROP_CHECKPOINT_TRIGGERS = [
  'DROP TRIGGER checkpoints_no_update',
  'DROP TRIGGER checkpoints_no_delete',
] as const;

export function blob(bytes: Uint8Array): string {
  return `x'${toHex(bytes)}'`;
}

export function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** For people: long literals keep their beginning and end. */
export function shortSql(sql: string): string {
  return sql
    .replace(/x'([0-9a-f]{12})[0-9a-f]{12,}([0-9a-f]{4})'/g, "x'$1…$2'")
    .replace(/'([^']{90})[^']{24,}([^']{12})'/g, "'$1…$2'");
}
