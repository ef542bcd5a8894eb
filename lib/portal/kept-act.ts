/**
 * A choice that met an expired session: carried, sealed, through signing in, and then shown again.
 * Nothing is saved by it; saving takes the person's own press (UX-43).
 */
import { z } from 'zod';
import { sealedBytes } from '../identity/sealing';
import type { Vault } from '../identity/vault';
import { actSchema, type Act } from './form-schema';
import { localPath } from './local-path';

const PURPOSE = 'portal-kept-act';
const TEXT_MAX_LENGTH = 900;
const KEPT_MS = 3_600_000;
const schema = z.strictObject({ act: actSchema, back: z.string(), untilMs: z.number() });

export interface KeptAct {
  readonly act: Act;
  readonly back: string;
}

/** The page that shows it again. */
export function keptPath(vault: Pick<Vault, 'seal'>, kept: KeptAct, nowMs: number): string {
  const bytes = Buffer.from(JSON.stringify({ ...kept, untilMs: nowMs + KEPT_MS }));
  const sealed = Buffer.from(vault.seal(PURPOSE, bytes)).toString('base64url');
  return `/choices/kept?act=${sealed}`;
}

/** Undefined for text that is not ours, or too old. */
export function openKept(
  vault: Pick<Vault, 'open'>,
  text: string | undefined,
  nowMs: number,
): KeptAct | undefined {
  if (text === undefined || text.length > TEXT_MAX_LENGTH) return undefined;
  try {
    const bytes = vault.open(PURPOSE, sealedBytes(text));
    const { act, back, untilMs } = schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return nowMs < untilMs ? { act, back: localPath(back) } : undefined;
  } catch {
    // Not a seal of ours: nothing was kept.
    return undefined;
  }
}

const KEEPABLE = [
  'allow-purpose',
  'allow-cell',
  'allow-place',
  'allow-place-briefly',
  'allow-explicit',
  'technique-on',
  'resume',
  'limit-remove',
  'tell',
  'untell',
] as const;
export type KeepableAct = Extract<Act, { act: (typeof KEEPABLE)[number] }>;

/** Only what a signed-in person alone may say is ever kept; of that, what can be put in words. */
export function isKeepable(act: Act): act is KeepableAct {
  return KEEPABLE.some((kind) => kind === act.act);
}
