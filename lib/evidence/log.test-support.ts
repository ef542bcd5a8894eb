// People, officers and events for the suites of this folder: through the real gates and commit().
import type { Surface } from '../choice/model';
import { deploymentPrincipal } from '../identity/deployment';
import { mint } from '../identity/mint';
import type { Identifier, OfficerPrincipal, PersonPrincipal, Role } from '../identity/model';
import type { NewPersonalEvent } from '../record/model';
import type { Runtime } from '../runtime/model';

export function officerWith(roles: readonly Role[], officer = 'off_one'): OfficerPrincipal {
  return mint<OfficerPrincipal>({ kind: 'officer', officer, roles, sessionId: 's' });
}

export async function newPerson(
  runtime: Runtime,
  identifier: Identifier,
): Promise<PersonPrincipal> {
  const outcome = await runtime.commit({
    actor: deploymentPrincipal(),
    about: { identifier },
    events: [],
  });
  if (!outcome.ok || outcome.subject === undefined) throw new Error('no subject');
  return mint<PersonPrincipal>({ kind: 'person', subject: outcome.subject, sessionId: 's' });
}

export async function say(
  runtime: Runtime,
  person: PersonPrincipal,
  events: readonly NewPersonalEvent[],
): Promise<readonly number[]> {
  const outcome = await runtime.commit({
    actor: person,
    about: { subject: person.subject },
    events,
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.events.map(({ seq }) => seq);
}

export function allow(purpose: string, channel: string): NewPersonalEvent {
  return {
    about: 'subject',
    body: {
      ...{ type: 'allow', surface: 'portal', purposes: [purpose], channels: [channel] },
      data: ['purchases'],
      notice: { catalogueVersion: 1, locale: 'ja', digest: 'x'.repeat(43) },
      expiresAtMs: 4_000_000_000_000,
    },
  };
}

export function deny(purposes: readonly string[] | '*', surface: Surface): NewPersonalEvent {
  return { about: 'subject', body: { type: 'deny', surface, purposes, channels: '*', data: '*' } };
}

export function switchOff(touchpoint: string): NewPersonalEvent {
  return { about: 'subject', body: { type: 'touchpoint-off', surface: 'portal', touchpoint } };
}
