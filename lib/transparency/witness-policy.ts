/**
 * Whom this deployment asks to watch its logs (LEDGER "Anchors"): WITNESSES is a C2SP policy file –
 * its `log` lines are left out, this deployment's own take their place –, or a list
 * `name+keyid+key url, …`, of which more than half must cosign.
 */
import { readFile } from 'node:fs/promises';
import { AppError } from '../errors';
import { LedgerFormatError } from '../ledger/canonical';
import { parseVerifierKey, type VerifierKey } from '../ledger/note';
import { formatPolicy, parsePolicy, type Policy } from '../ledger/policy';
import { NO_QUORUM } from '../ledger/policy-lines';

export interface AskedWitness {
  /** In policies and standings. */
  readonly name: string;
  readonly key: VerifierKey;
  /** `/add-checkpoint` comes after it. */
  readonly url: string;
}
export interface WitnessPolicy extends Pick<Policy, 'groups' | 'quorum'> {
  readonly witnesses: readonly AskedWitness[];
}

export const NO_WITNESSES: WitnessPolicy = { witnesses: [], groups: [], quorum: NO_QUORUM };
/** Name of the group that a list makes. */
const MOST = 'most-witnesses';
const LIST = /^\s*\S+\+[0-9a-f]{8}\+\S+\s+https?:\/\//;

/** Otherwise the setting is the name of a file. */
export function isWitnessList(setting: string): boolean {
  return LIST.test(setting);
}

function fromList(setting: string): string {
  const keys = setting
    .split(/[,\n]/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => {
      const [vkey = '', url = '', ...rest] = item.split(/\s+/);
      if (rest.length > 0) throw new LedgerFormatError('each witness is `name+keyid+key url`');
      return { key: parseVerifierKey(vkey), url };
    });
  const witnesses = keys.map(({ key, url }) => ({ name: key.name, key, url }));
  const members = witnesses.map(({ name }) => name);
  const [only, another] = members;
  if (only !== undefined && another === undefined) {
    return formatPolicy({ logs: [], witnesses, groups: [], quorum: only });
  }
  const groups = [{ name: MOST, threshold: Math.floor(members.length / 2) + 1, members }];
  return formatPolicy({ logs: [], witnesses, groups, quorum: MOST });
}

function toAsked({ name, key, url }: Policy['witnesses'][number]): AskedWitness {
  if (url === undefined || !/^https?:\/\//.test(url) || !URL.canParse(url)) {
    throw new LedgerFormatError(`witness ${name} has no http address to ask`);
  }
  return { name, key, url: url.replace(/\/+$/, '') };
}

/** Throws AppError, one line, when the setting or its file is not a policy. */
export async function readWitnesses(setting: string | undefined): Promise<WitnessPolicy> {
  if (setting === undefined) return NO_WITNESSES;
  try {
    const text = isWitnessList(setting) ? fromList(setting) : await readFile(setting, 'utf8');
    const { witnesses, groups, quorum } = parsePolicy(text);
    return { witnesses: witnesses.map(toAsked), groups, quorum };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('internal', `WITNESSES: ${why}`, { cause });
  }
}
