/** An AuthZEN question as those of ours that it takes. */
import type { AskedSubject, Asking } from '../../asking/model';
import type { SystemPrincipal } from '../../identity/model';
import { isOwn } from '../decisions/read';
import { subjectSchema } from '../subject-schema';
import type { Entity, Properties } from './model';
import type { Places } from './places';

export const SUBJECT_TYPE = 'user';

/** `system:id` or a handle of theirs; undefined: nobody of the asking system's. */
export function subjectOf(
  principal: SystemPrincipal,
  { type, id }: Entity,
): AskedSubject | undefined {
  if (type !== SUBJECT_TYPE) return undefined;
  const colon = id.indexOf(':');
  const named =
    colon < 0 ? { handle: id } : { system: id.slice(0, colon), id: id.slice(colon + 1) };
  const read = subjectSchema.safeParse(named);
  return read.success && isOwn(principal, read.data) ? read.data : undefined;
}

/** A browser's opt-out among what the caller says: it can only refuse. */
function isOptedOut(context: Properties | undefined): boolean {
  const signals = context?.['signals'];
  return (
    typeof signals === 'object' && signals !== null && 'gpc' in signals && signals.gpc === true
  );
}

export function askingsFor(
  subject: AskedSubject,
  { touchpoints, data }: Places,
  context: Properties | undefined,
): readonly Asking[] {
  const gpc = isOptedOut(context);
  return touchpoints.map((touchpoint) => {
    return { subject, at: { touchpoint }, data, reserve: false, gpc };
  });
}
