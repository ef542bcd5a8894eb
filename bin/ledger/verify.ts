import type { X509Certificate } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { verifyPack } from '../../lib/evidence/pack/verify-pack';
import { checkReceiptAnchors, type CheckedAnchors } from '../../lib/evidence/receipt-anchors';
import {
  ANCHORS_NOT_CHECKED,
  verifyReceipt,
  type VerifiedReceipt,
} from '../../lib/evidence/receipt-verify';
import { toBase64 } from '../../lib/ledger/bytes';
import { satisfies, parsePolicy } from '../../lib/ledger/policy';
import { verifyInclusion } from '../../lib/ledger/proofs';
import { parseTlogProof } from '../../lib/ledger/tlog-proof';
import { leafHash } from '../../lib/ledger/tree';
import { readCertificates } from '../../lib/transparency/anchors/certificate-chain';
import {
  readOptions,
  required,
  typedPath,
  wrongUse,
  type Command,
  type Terminal,
} from '../commands/command';
import { CommandFailed } from '../failure';
import { readText } from './belief';
import { messageOf } from './log-source';
import { showProgress } from './progress';

const OPTIONS = {
  policy: { type: 'string' },
  entry: { type: 'string' },
  'tsa-cert': { type: 'string' },
  json: { type: 'boolean' },
} as const;

async function readBytes(file: string, option: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CommandFailed([`${option}: ${messageOf(error)}`], 3);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandFailed(['FILE is neither a receipt, nor a proof, nor an audit pack'], 1);
  }
}

type GoodAnchors = Extract<CheckedAnchors, { ok: true }>;

function toldStamp({ atMs, authority, trusted }: GoodAnchors['timeStamps'][number]): string {
  const whose = trusted ? authority : `${authority} (not judged: give --tsa-cert)`;
  return `${new Date(atMs).toISOString()}, says ${whose}`;
}

function tellTimeStamps({ timeStamps, unknown }: GoodAnchors): readonly string[] {
  return [
    ...timeStamps.map((stamp) => `  existed at ${toldStamp(stamp)}`),
    ...(unknown === 0 ? [] : [`  note: ${String(unknown)} marks of other kinds are not checked`]),
  ];
}

function tellReceipt(
  terminal: Terminal,
  verified: VerifiedReceipt,
  anchors: GoodAnchors,
  json: boolean,
): void {
  const { receipt, checkpoint, index, witnesses, log } = verified;
  // Here they are checked.
  const notes = verified.notes.filter((note) => note !== ANCHORS_NOT_CHECKED);
  const { origin, size, root } = checkpoint;
  if (json) {
    const place = { origin, size: String(size), root: toBase64(root), index: String(index) };
    const { timeStamps } = anchors;
    const seen = { log, witnesses, timeStamps, notes };
    terminal.out(JSON.stringify({ valid: true, id: receipt.id, ...place, ...seen }));
    return;
  }
  terminal.out(`valid: ${receipt.id} is entry ${String(index)} of ${origin}`);
  terminal.out(`  checkpoint of ${String(size)} entries, root ${toBase64(root)}, signed by ${log}`);
  if (witnesses.length > 0) terminal.out(`  seen by ${witnesses.join(', ')}`);
  for (const line of tellTimeStamps(anchors)) terminal.out(line);
  if (verified.body !== undefined) terminal.out(`  what: ${receipt.body ?? ''}`);
  if (verified.personal !== undefined) terminal.out(`  whose: ${receipt.personal ?? ''}`);
  for (const note of notes) terminal.out(`  note: ${note}`);
}

function invalid(terminal: Terminal, step: string, why: string, json: boolean): number {
  if (json) terminal.out(JSON.stringify({ valid: false, step, why }));
  else terminal.err(`invalid (${step}): ${why}`);
  return 1;
}

/** A C2SP tlog-proof of anyone’s log, beside the bytes of the entry it is of. */
function verifyProof(
  terminal: Terminal,
  text: string,
  entry: Uint8Array,
  policyText: string,
  json: boolean,
): number {
  try {
    const { index, proof, checkpoint } = parseTlogProof(text);
    const judged = satisfies(parsePolicy(policyText), checkpoint);
    if (!judged.ok) return invalid(terminal, 'policy', judged.why, json);
    const { origin, size, root } = judged.checkpoint;
    if (!verifyInclusion(index, size, leafHash(entry), proof, root)) {
      return invalid(terminal, 'proof', 'the entry does not stand at that place of the tree', json);
    }
    const place = { origin, size: String(size), index: String(index) };
    if (json) terminal.out(JSON.stringify({ valid: true, ...place }));
    else terminal.out(`valid: entry ${place.index} of ${origin}, ${place.size} entries`);
    return 0;
  } catch (error) {
    return invalid(terminal, 'format', messageOf(error), json);
  }
}

async function readTrusted(terminal: Terminal, file: string | undefined) {
  if (file === undefined) return undefined;
  const pem = await readText(terminal, file, '--tsa-cert');
  try {
    return readCertificates(pem);
  } catch (error) {
    throw wrongUse(`--tsa-cert: ${messageOf(error)}`);
  }
}

async function isArchive(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
      return buffer.toString('latin1') === 'PK';
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw new CommandFailed([`FILE: ${messageOf(error)}`], 3);
  }
}

async function verifyArchive(
  terminal: Terminal,
  file: string,
  policyText: string,
  trusted: readonly X509Certificate[] | undefined,
  json: boolean,
): Promise<number> {
  const progress = showProgress('verifying');
  const verdict = await verifyPack(file, policyText, { onProgress: progress.at, trusted });
  progress.end();
  if (!verdict.ok) return invalid(terminal, verdict.where, verdict.why, json);
  const { manifest, lines, digest, witnesses, timeStamps } = verdict;
  if (json) {
    const { logs } = manifest;
    terminal.out(JSON.stringify({ valid: true, lines, digest, logs, witnesses, timeStamps }));
    return 0;
  }
  terminal.out(`valid: ${String(lines)} records, each where the signed log has it`);
  for (const { origin, size } of manifest.logs) terminal.out(`  ${origin}: ${size} entries signed`);
  if (witnesses.length > 0) terminal.out(`  seen by ${witnesses.join(', ')}`);
  for (const stamp of timeStamps) {
    const what = `the first ${stamp.size} entries of ${stamp.origin}`;
    terminal.out(`  ${what} existed at ${toldStamp(stamp)}`);
  }
  terminal.out(`  made ${new Date(manifest.madeAtMs).toISOString()}: ${manifest.ground}`);
  terminal.out(`  digest ${digest}`);
  return 0;
}

/** `verify FILE`: what a person, an auditor or a court holds in hand. */
export const verify: Command = {
  help: [
    'ledger verify FILE --policy FILE',
    'Verifies a receipt, an audit pack, or a C2SP tlog-proof with its entry, without asking anyone.',
    '',
    '  --policy FILE  whom you believe: a C2SP policy with the log’s key and the witnesses; not from the file',
    '  --entry FILE   the entry’s bytes, for a tlog-proof',
    '  --tsa-cert FILE  PEM of a time-stamping authority you believe, or of those that issued it',
    '  --json         the result as one line of JSON',
    '',
    'Ends with 0 valid, 1 invalid, 2 called wrongly, 3 cannot be read.',
  ].join('\n'),

  async run(args: readonly string[], terminal: Terminal): Promise<number> {
    const { values, positionals } = readOptions(args, OPTIONS, ['FILE']);
    const file = typedPath(terminal, required(positionals[0], 'FILE'));
    const policyText = await readText(terminal, required(values.policy, '--policy'), '--policy');
    const json = values.json === true;
    const trusted = await readTrusted(terminal, values['tsa-cert']);
    if (await isArchive(file)) return verifyArchive(terminal, file, policyText, trusted, json);
    const text = await readText(terminal, file, 'FILE');
    if (text.startsWith('c2sp.org/tlog-proof')) {
      const entry = await readBytes(
        typedPath(terminal, required(values.entry, '--entry')),
        '--entry',
      );
      return verifyProof(terminal, text, entry, policyText, json);
    }
    const verdict = verifyReceipt(parsed(text), policyText);
    if (!verdict.ok) return invalid(terminal, verdict.step, verdict.why, json);
    const anchors = await checkReceiptAnchors(verdict.receipt, trusted);
    if (!anchors.ok) return invalid(terminal, 'anchors', anchors.why, json);
    tellReceipt(terminal, verdict, anchors, json);
    return 0;
  },
};
