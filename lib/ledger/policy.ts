/**
 * Whom a verifier believes (LEDGER "Anchors", C2SP tlog-policy); policy-lines.ts reads the lines.
 * A checkpoint satisfies a policy that one of its logs signed under its own origin and that the
 * quorum of its witnesses cosigned.
 */
import { LedgerFormatError } from './canonical';
import { parseCheckpoint, type Checkpoint } from './checkpoint';
import { openNote } from './note';
import { formatVerifierKey, type VerifierKey } from './note-key';
import { createDraft, NO_QUORUM, readLine, type Policy } from './policy-lines';

export type { Policy } from './policy-lines';

export type Satisfied =
  | {
      readonly ok: true;
      readonly checkpoint: Checkpoint;
      readonly log: VerifierKey;
      /** Names of the policy's witnesses that cosigned. */
      readonly witnesses: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

/** The newline, the tab, and everything from the space on but DEL. */
const FORBIDDEN = /[^\t\n\u0020-\u{10ffff}]|[\u007f\p{Surrogate}]/u;
/** Lines, far above the 32 logs, witnesses and groups that every reader must take. */
const MAX_LINES = 10_000;

/** Throws LedgerFormatError, naming the line, for anything that is not a policy. */
export function parsePolicy(text: string): Policy {
  // A file that lost its end could name a weaker quorum.
  if (!text.endsWith('\n')) throw new LedgerFormatError('the policy does not end in a newline');
  if (FORBIDDEN.test(text)) throw new LedgerFormatError('the policy holds control characters');
  const lines = text.slice(0, -1).split('\n');
  if (lines.length > MAX_LINES) throw new LedgerFormatError('the policy is too long');
  const draft = createDraft();
  for (const [i, line] of lines.entries()) {
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    if (words.length === 0 || words[0]?.startsWith('#') === true) continue;
    try {
      readLine(draft, words);
    } catch (cause) {
      if (!(cause instanceof LedgerFormatError)) throw cause;
      throw new LedgerFormatError(`line ${i + 1} of the policy: ${cause.message}`, { cause });
    }
  }
  const { logs, witnesses, groups, quorum } = draft;
  if (quorum === undefined) throw new LedgerFormatError('the policy names no quorum');
  return { logs, witnesses, groups, quorum };
}

/** One statement per line, without comments; throws LedgerFormatError for what does not read back. */
export function formatPolicy({ logs, witnesses, groups, quorum }: Policy): string {
  const lines = [
    ...logs.map(({ key, url }) => ['log', formatVerifierKey(key), url]),
    ...witnesses.map(({ name, key, url }) => ['witness', name, formatVerifierKey(key), url]),
    ...groups.map(({ name, threshold, members }) => ['group', name, threshold, ...members]),
    ['quorum', quorum],
  ];
  const text = lines
    .map((words) => `${words.filter((word) => word !== undefined).join(' ')}\n`)
    .join('');
  parsePolicy(text);
  return text;
}

/** Whether that signed checkpoint is to be believed; never throws on what it is given. */
export function satisfies(policy: Policy, checkpointText: string): Satisfied {
  try {
    return judge(policy, checkpointText);
  } catch (error) {
    if (error instanceof LedgerFormatError) return { ok: false, why: error.message };
    throw error;
  }
}

function judge(policy: Policy, checkpointText: string): Satisfied {
  const logKeys = policy.logs.map(({ key }) => key);
  const witnessKeys = policy.witnesses.map(({ key }) => key);
  const { body, verified } = openNote(checkpointText, [...logKeys, ...witnessKeys]);
  const checkpoint = parseCheckpoint(body);
  const signed = new Set(verified.map(({ key }) => key));
  const log = logKeys.find((key) => key.name === checkpoint.origin && signed.has(key));
  if (log === undefined) {
    return { ok: false, why: 'no log of the policy signed the checkpoint under its own origin' };
  }
  const present = new Set([NO_QUORUM]);
  for (const { name, key } of policy.witnesses) if (signed.has(key)) present.add(name);
  const witnesses = [...present].filter((name) => name !== NO_QUORUM);
  // INVARIANT: a group comes after its members, so one pass settles them all.
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => present.has(member)).length >= threshold) present.add(name);
  }
  if (!present.has(policy.quorum)) {
    return { ok: false, why: 'the witnesses that cosigned the checkpoint are not the quorum' };
  }
  return { ok: true, checkpoint, log, witnesses };
}
