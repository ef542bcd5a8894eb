/** Campaign and segment as the people in an audience read them: encrypted where they are kept. */
import type { Vault } from '../identity/vault';

const PURPOSE = 'audience-words';

export interface AudienceWords {
  readonly campaign: string;
  readonly segment: string;
}

export function sealWords(
  vault: Pick<Vault, 'seal'>,
  { campaign, segment }: AudienceWords,
): Uint8Array {
  return vault.seal(PURPOSE, Buffer.from(JSON.stringify({ campaign, segment }), 'utf8'));
}

/** Throws SealBrokenError. */
export function openWords(vault: Pick<Vault, 'open'>, sealed: Uint8Array): AudienceWords {
  return JSON.parse(Buffer.from(vault.open(PURPOSE, sealed)).toString('utf8')) as AudienceWords;
}
