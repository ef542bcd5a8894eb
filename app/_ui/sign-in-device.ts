import { deviceFromCookie } from '@/lib/identity/session-cookie';
import { principalOfSession } from '@/lib/identity/sessions';
import type { Runtime } from '@/lib/runtime/model';

/** What this browser refused before signing in goes on holding for the person (DESIGN §4 "Joining"). */
export async function joinDevice(runtime: Runtime, request: Request, token: string): Promise<void> {
  const device = await deviceFromCookie(runtime, request.headers.get('cookie'));
  const person = await principalOfSession(runtime, token);
  if (device === undefined || person.kind !== 'person') return;
  const [own, other] = await runtime.store.findSubjects([person.subject, device.subject]);
  if (own === undefined || other === undefined || own.leader === other.leader) return;
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
}
