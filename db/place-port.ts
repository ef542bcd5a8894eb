/**
 * Whole databases as things that are copied, put aside and put in place: what a backup and a
 * restore do to them (LEDGER "Restore"). The rows inside are the business of the other ports.
 */
import type { LogReader } from './log-reader';

export interface DatabasePlace {
  readonly engine: 'sqlite' | 'postgres';
  /** For people, without a password. */
  readonly where: string;
  /** Name of its copy in a backup. */
  readonly copyName: string;
  exists(): Promise<boolean>;
  /** Throws PlaceInUse while anybody has the database open. */
  refuseUsed(): Promise<void>;
  /**
   * One consistent copy as a new file, durable when it resolves, while others go on writing.
   * `look` reads exactly what was copied. Throws DatabaseProblem where a tool is missing or too old.
   */
  copyTo(file: string, look: (reader: LogReader) => Promise<void>): Promise<void>;
  /** A database beside this one, made of such a file, instead of one that an interrupted run left; its URL. */
  stage(file: string): Promise<string>;
  dropStaged(): Promise<void>;
  /** The staged one takes the place; where the one that was there is kept, undefined when there was none. */
  putInPlace(nowMs: number): Promise<string | undefined>;
}

/** Somebody has it open: nothing was touched. */
export class PlaceInUse extends Error {
  override readonly name = 'PlaceInUse';
  constructor(where: string, options?: ErrorOptions) {
    super(`${where} is in use: stop every server and decision node on it first`, options);
  }
}

/** `2026-11-22T01-40-00Z`: sorts, and is a file name everywhere. */
export function stampOf(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
}
