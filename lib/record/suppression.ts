/**
 * What is kept of somebody erased, unless they decline (DESIGN §5, LEDGER "Erasure"): for each of
 * their handles that everything optional was refused, and since when. A suppressed handle is
 * answered like a person who said exactly that; whoever comes back under it begins with it.
 */
import { applyEvent } from '../choice/fold';
import type { EventBody, SubjectState } from '../choice/model';
import { emptyState } from '../choice/state';
import type { Vault } from '../identity/vault';
import type { Log } from '../log';
import type { NewBody } from './model';

const PURPOSE = 'suppression';

interface Kept {
  /** Whose handle it is: a system may ask by its own handles alone. */
  readonly system: string;
  readonly erasedAtMs: number;
}

/** Everything optional, said again by the system as of the erasure. */
export function everythingRefused(
  erasedAtMs: number,
): Omit<Extract<NewBody, { type: 'deny' }>, 'givenAtMs'> & { readonly givenAtMs: number } {
  return {
    type: 'deny',
    surface: 'system',
    purposes: '*',
    channels: '*',
    data: '*',
    givenAtMs: erasedAtMs,
  };
}

export function sealSuppression(vault: Pick<Vault, 'seal'>, kept: Kept): Uint8Array {
  return vault.seal(PURPOSE, Buffer.from(JSON.stringify(kept), 'utf8'));
}

function openSuppression(vault: Pick<Vault, 'open'>, sealed: Uint8Array): Kept {
  return JSON.parse(Buffer.from(vault.open(PURPOSE, sealed)).toString('utf8')) as Kept;
}

/** Stable, and of the shape of every other: answers tell a suppression from a person by nothing. */
function eventIdOf(vault: Pick<Vault, 'mac'>, handle: string): string {
  const mac = Buffer.from(vault.mac('suppression-event', handle)).toString('base64url');
  return `evt_${mac.slice(0, 22)}`;
}

export interface SuppressedSubject {
  readonly state: SubjectState;
  readonly broken: boolean;
  readonly suppressed: { readonly system: string };
}

/** As the decision path reads it; one that does not open was changed behind our back: a no. */
export function suppressedSubject(
  { vault, log }: { readonly vault: Pick<Vault, 'open' | 'mac'>; readonly log: Log },
  handle: string,
  sealed: Uint8Array,
): SuppressedSubject {
  try {
    const { system, erasedAtMs } = openSuppression(vault, sealed);
    const body = {
      ...everythingRefused(erasedAtMs),
      by: 'system',
      receivedAtMs: erasedAtMs,
    } as EventBody;
    const eventId = eventIdOf(vault, handle);
    const state = applyEvent(emptyState(), { eventId, subject: '', body });
    return { state, broken: false, suppressed: { system } };
  } catch (error) {
    log.error({ alarm: 'suppression_seal', err: error }, 'a suppression does not open: denied');
    return { state: emptyState(), broken: true, suppressed: { system: '' } };
  }
}
