/** Why a key looks, where a call has no body: a header, since addresses are kept in logs. */
import type { Call } from './route';

export const LOOK_GROUND = 'look-ground';

/** Percent-encoded where it is not ASCII; undefined where it is not given or cannot be read. */
export function readLookGround(call: Pick<Call, 'header'>): string | undefined {
  const given = call.header(LOOK_GROUND);
  try {
    return given === undefined ? undefined : decodeURIComponent(given);
  } catch {
    return undefined;
  }
}
