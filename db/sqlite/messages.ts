/** What the calling thread and the writer's thread say to each other. */
import type { PackedGroup, PackedResults } from './packing';

export const THREAD_ROLES = ['store', 'keys', 'folding'] as const;

export interface ThreadSettings {
  readonly file: string;
  readonly role: (typeof THREAD_ROLES)[number];
  /** URL of the TypeScript file that runs there. */
  readonly entry: string;
}

export type Job =
  | { readonly kind: 'append'; readonly group: PackedGroup }
  /** One statement; its rows as arrays where it returns some. */
  | {
      readonly kind: 'run';
      readonly sql: string;
      readonly params: readonly unknown[];
      readonly returns: boolean;
    }
  /** Statements of one transaction; one that touches another number of rows than it must undoes all. */
  | { readonly kind: 'together'; readonly statements: readonly GuardedStatement[] }
  /** Moves the write-ahead log into the file and empties it, so that deleted bytes are gone. */
  | { readonly kind: 'scrub' }
  | { readonly kind: 'close' };

export interface GuardedStatement {
  readonly sql: string;
  readonly params: readonly unknown[];
  /** null: any number. */
  readonly rows: number | null;
}

export interface Request {
  readonly id: number;
  readonly job: Job;
}

export type JobResult = PackedResults | readonly unknown[][] | boolean | null;

export type Reply =
  | { readonly kind: 'ready' }
  /** The writer stopped for good, asked or not. */
  | { readonly kind: 'ended'; readonly message: string; readonly code: string }
  | { readonly kind: 'done'; readonly id: number; readonly value: JobResult }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly message: string;
      readonly code: string;
      /** The writer stopped for good: nothing can be written until the store is opened again. */
      readonly fatal: boolean;
    };
