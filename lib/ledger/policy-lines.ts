/**
 * Whom a verifier believes (LEDGER "Anchors", C2SP tlog-policy), one statement per line:
 *
 *   log <vkey> [<url>]
 *   witness <name> <vkey> [<url>]
 *   group <name> all|any|<k> <member>…     members: witnesses and groups of lines before
 *   quorum <name>|none                     exactly once
 *
 * Words stand between spaces and tabs; lines that are empty or begin with # say nothing.
 */
import { equalBytes } from './bytes';
import { LedgerFormatError } from './canonical';
import { LOG_KEY_TYPE, parseVerifierKey, WITNESS_KEY_TYPE, type VerifierKey } from './note-key';

export interface PolicyLog {
  readonly key: VerifierKey;
  readonly url?: string;
}
export interface PolicyWitness {
  /** Means something in this file only. */
  readonly name: string;
  readonly key: VerifierKey;
  readonly url?: string;
}
export interface PolicyGroup {
  readonly name: string;
  /** How many of the members make the group, 1 to all. */
  readonly threshold: number;
  readonly members: readonly string[];
}
export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** Each after the groups it names. */
  readonly groups: readonly PolicyGroup[];
  /** A witness, a group, or `none`. */
  readonly quorum: string;
}

/** The quorum of a policy that asks for no witness. */
export const NO_QUORUM = 'none';
const COUNT = /^[1-9][0-9]{0,8}$/;

/** What the lines so far have said. */
export interface Draft {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly groups: PolicyGroup[];
  readonly defined: Set<string>;
  readonly inGroup: Set<string>;
  quorum: string | undefined;
}

export function createDraft(): Draft {
  return {
    logs: [],
    witnesses: [],
    groups: [],
    defined: new Set(),
    inGroup: new Set(),
    quorum: undefined,
  };
}

/** One line's words, at least one; throws LedgerFormatError for what may not stand after the lines before. */
export function readLine(draft: Draft, [statement, ...words]: readonly string[]): void {
  switch (statement) {
    case 'log':
      return readLog(draft, words);
    case 'witness':
      return readWitness(draft, words);
    case 'group':
      return readGroup(draft, words);
    case 'quorum':
      return readQuorum(draft, words);
    default:
      throw new LedgerFormatError('neither log, witness, group nor quorum');
  }
}

function readLog(draft: Draft, [vkey, url, ...rest]: readonly string[]): void {
  if (vkey === undefined || rest.length > 0) throw new LedgerFormatError('log <vkey> [<url>]');
  const key = readKey(vkey, LOG_KEY_TYPE, draft.logs);
  draft.logs.push({ key, ...(url === undefined ? {} : { url }) });
}

function readWitness(draft: Draft, [name, vkey, url, ...rest]: readonly string[]): void {
  if (name === undefined || vkey === undefined || rest.length > 0) {
    throw new LedgerFormatError('witness <name> <vkey> [<url>]');
  }
  const key = readKey(vkey, WITNESS_KEY_TYPE, draft.witnesses);
  define(draft, name);
  draft.witnesses.push({ name, key, ...(url === undefined ? {} : { url }) });
}

function readKey(
  vkey: string,
  type: number,
  known: readonly { readonly key: VerifierKey }[],
): VerifierKey {
  const key = parseVerifierKey(vkey);
  if (key.type !== type) {
    throw new LedgerFormatError('logs have keys of type 1, witnesses of type 4');
  }
  // The same key under two names would count twice.
  if (known.some((other) => equalBytes(other.key.publicKey, key.publicKey))) {
    throw new LedgerFormatError('the key stands on a line before');
  }
  return key;
}

function readGroup(draft: Draft, [name, count, ...members]: readonly string[]): void {
  if (name === undefined || count === undefined || members.length === 0) {
    throw new LedgerFormatError('group <name> all|any|<k> <member>…');
  }
  for (const member of members) {
    if (!draft.defined.has(member)) throw new LedgerFormatError('a member is not defined before');
    // In one group only, so that no witness counts in two ways.
    if (draft.inGroup.has(member)) throw new LedgerFormatError('a member is in a group already');
    draft.inGroup.add(member);
  }
  const threshold = thresholdOf(count, members.length);
  define(draft, name);
  draft.groups.push({ name, threshold, members });
}

function thresholdOf(count: string, members: number): number {
  if (count === 'all') return members;
  if (count === 'any') return 1;
  const threshold = COUNT.test(count) ? Number(count) : 0;
  if (threshold < 1 || threshold > members) {
    throw new LedgerFormatError('a group takes 1 to all of its members');
  }
  return threshold;
}

function readQuorum(draft: Draft, [name, ...rest]: readonly string[]): void {
  if (name === undefined || rest.length > 0) throw new LedgerFormatError('quorum <name>|none');
  if (draft.quorum !== undefined) throw new LedgerFormatError('the policy has one quorum');
  if (name !== NO_QUORUM && !draft.defined.has(name)) {
    throw new LedgerFormatError('the quorum is not defined before');
  }
  draft.quorum = name;
}

function define(draft: Draft, name: string): void {
  if (name === NO_QUORUM || draft.defined.has(name)) {
    throw new LedgerFormatError('the name is taken');
  }
  draft.defined.add(name);
}
