import { clearedCookieHeader } from '@/lib/identity/cookies';
import { deviceFromCookie } from '@/lib/identity/session-cookie';
import { principalOfSession } from '@/lib/identity/sessions';
import type { Runtime } from '@/lib/runtime/model';

/**
 * What this browser refused before signing in goes on holding for the person (DESIGN §4
 * "Joining"). INVARIANT: a browser joins one person only – through it, two people who share it
 * would become one. For the second it is forgotten: the `Set-Cookie` that does so is returned.
 */
export async function joinDevice(
  runtime: Runtime,
  request: Request,
  token: string,
): Promise<string | undefined> {
  const device = await deviceFromCookie(runtime, request.headers.get('cookie'));
  const person = await principalOfSession(runtime, token);
  if (device === undefined || person.kind !== 'person') return undefined;
  const [own, other] = await runtime.store.findSubjects([person.subject, device.subject]);
  if (own === undefined || other === undefined || own.leader === other.leader) return undefined;
  const group = await runtime.store.membersOf(other.leader);
  if (group.length > 1) return clearedCookieHeader(runtime.env.origin, 'device');
  const outcome = await runtime.commit({
    actor: person,
    about: { subject: person.subject },
    events: [
      {
        about: 'subject',
        body: { type: 'join', surface: 'portal', confirmed: true },
        of: device.subject,
      },
    ],
  });
  if (!outcome.ok) runtime.log.warn({ reason: outcome.reason }, 'a device was not joined');
  return undefined;
}
