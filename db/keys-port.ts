/** The key store: its own file or database, with short backups; what it keeps outlives a restore of the other. */
import type { KeptStore } from './erasure-port';

export interface KeyStore extends KeptStore {
  /** Wrapped subject keys, in the order asked. */
  findKeys(subjects: readonly string[]): Promise<readonly (Uint8Array | undefined)[]>;
  /** Durable when it resolves. A key that exists is left as it is. */
  putKeys(
    rows: readonly { readonly subject: string; readonly wrapped: Uint8Array }[],
  ): Promise<void>;
  /** The keys are gone when it resolves, and their bytes with `scrub`, which it calls. */
  destroyKeys(subjects: readonly string[]): Promise<void>;
  /** As `scrub` of the store; on PostgreSQL the tables are rewritten. */
  scrub(): Promise<boolean>;
  /** Deployment secrets by name (pepper, seal key …), wrapped. First writer wins; returns what stands. */
  putSecret(name: string, wrapped: Uint8Array): Promise<Uint8Array>;
  findSecret(name: string): Promise<Uint8Array | undefined>;
  /** As `backupTo` of the store. Short-lived: a copy holds the keys of everybody who is erased after it. */
  backupTo(file: string): Promise<boolean>;
  close(): Promise<void>;
}
