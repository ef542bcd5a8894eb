/**
 * Who may commit what (DESIGN §2 rule 3): weaker proof can only make things more private. Allowing,
 * resuming, switching on, relaxing and undoing take the signed-in first-party page; an ordinary
 * allow may also come through a key that holds `choice:allow`. In doubt, no.
 */
import { KEY_SURFACES, type ActBy, type EventType, type Surface } from '../choice/model';
import type { ErrorCode } from '../errors';
import { rolesForAge } from './age-gates';
import {
  mayAskAsPerson,
  mayAskAsSystem,
  mayCarryRows,
  mayErase,
  roleForRequest,
} from './erasure-gates';
import type { CommitRequest, NewEvent } from '../record/model';
import type { OfficerPrincipal, Principal, Role, SystemPrincipal } from './model';

export type Gate =
  { readonly ok: true; readonly by: ActBy } | { readonly ok: false; readonly reason: ErrorCode };
type SubjectEvent = Extract<NewEvent, { about: 'subject' }>;
type OfficerEvent = Extract<NewEvent, { about: 'officer' }>;
type Announcement = Extract<NewEvent, { about: 'deployment' }>;
type AnnouncementKind = Announcement['kind'];

/** What makes things more private and nothing else. A limit counts while it is not removed. */
export const REFUSING: ReadonlySet<EventType> = new Set<EventType>([
  'deny',
  'touchpoint-off',
  'technique-off',
  'pause',
  'limit',
]);
const OWN: ReadonlySet<EventType> = new Set<EventType>([
  ...REFUSING,
  'allow',
  'touchpoint-on',
  'technique-on',
  'resume',
  'told',
  'contest',
  'dismiss',
  'join',
  'split',
  'not-me',
  'undo',
]);
/** What a round over our own way out allows and refuses. */
const WATCHED: ReadonlySet<EventType> = new Set<EventType>([
  ...(['allow', 'deny', 'touchpoint-off', 'touchpoint-on'] as const),
]);
/** What lies with an officer's name, not in a person's record. */
const OFFICERS_OWN: ReadonlySet<EventType> = new Set<EventType>(['role', 'export']);

/** Beside refusals; a signal comes back after a restore. */
const OF_THE_DEPLOYMENT: ReadonlySet<EventType> = new Set<EventType>([
  'role',
  'export',
  'hold',
  'guardian',
  'signal',
  'erasure-request',
  'look',
]);

const ROLE_FOR_EVENT: Partial<Record<EventType, Role>> = {
  look: 'auditor',
  export: 'auditor',
  role: 'admin',
  // Delays an erasure: neither for those who only read nor for those who see no one's record.
  hold: 'approver',
};
const ROLE_FOR_ANNOUNCEMENT: Partial<Record<AnnouncementKind, Role>> = {
  catalogue: 'approver',
  notice: 'approver',
  key: 'admin',
};
/** Surfaces on which a signed-in person acts, and what the event then says of who acted. */
const PERSON_SURFACES: Partial<Record<Surface, ActBy>> = {
  portal: 'person',
  embed: 'embed',
  'mail-link': 'link',
  browser: 'browser',
};

/** Whether `actor` may commit this event, and what the event says of who acted. */
export function mayCommit(actor: Principal, event: NewEvent): Gate {
  if (actor.kind === 'anonymous') return no('unauthenticated');
  if (actor.kind === 'person' && actor.via === 'watch') return mayAsWatch(event);
  // INVARIANT: who is known by a link or a token alone is not signed in.
  if (actor.kind === 'person' && actor.via !== undefined) {
    const through = event.about === 'subject' && event.body.surface === actor.via;
    if (!through) return no('surface_not_allowed');
  }
  switch (event.about) {
    case 'deployment':
      return mayAnnounce(actor, event);
    case 'officer':
      if (actor.kind === 'system') return mayExportAsSystem(actor, event);
      return OFFICERS_OWN.has(event.body.type) ? mayAsOfficial(actor, event) : no('forbidden');
    case 'erasure':
      return mayErase(actor, event) ?? no('forbidden');
    case 'subject':
      return OFFICERS_OWN.has(event.body.type) ? no('forbidden') : maySay(actor, event);
  }
}

/**
 * Whether `actor` may write about this subject at all, publish these rows, or write without an
 * event: judged once a request, beside `mayCommit` for each of its events.
 */
export function mayRequest(actor: Principal, request: Omit<CommitRequest, 'actor'>): Gate {
  const { about, events, rows = [], identifiers = [] } = request;
  if (actor.kind === 'anonymous') return no('unauthenticated');
  if (actor.kind === 'deployment') return yes('system');
  if (events.length === 0) return no('forbidden');
  if (rows.length > 0 && !mayCarryRows(actor, events, rows)) return no('forbidden');
  if (events.some((event) => event.about === 'erasure') && rows.length === 0) {
    return no('forbidden');
  }
  switch (actor.kind) {
    case 'officer':
      return about === undefined || 'subject' in about ? yes('officer') : no('forbidden');
    case 'system':
      if (about === undefined && events.every((event) => event.about === 'officer')) {
        return identifiers.length === 0 ? yes('key') : no('forbidden');
      }
      return mayName(actor, about, identifiers);
    default: {
      const own = about !== undefined && 'subject' in about && about.subject === actor.subject;
      return own && identifiers.length === 0 ? yes('person') : no('forbidden');
    }
  }
}

function mayName(
  actor: SystemPrincipal,
  about: CommitRequest['about'],
  identifiers: readonly { readonly system: string }[],
): Gate {
  if (about === undefined || 'create' in about) return no('forbidden');
  if ('identifier' in about && isForeign(actor, about.identifier)) return no('wrong_system');
  if (identifiers.some((each) => isForeign(actor, each))) return no('wrong_system');
  return yes('key');
}

function isForeign(actor: SystemPrincipal, { system }: { readonly system: string }): boolean {
  return actor.system !== '*' && system !== actor.system;
}

function maySay(actor: Exclude<Principal, { kind: 'anonymous' }>, event: SubjectEvent): Gate {
  switch (actor.kind) {
    case 'person':
      return mayAsPerson(event);
    case 'device':
      if (!['browser', 'portal'].includes(event.body.surface)) return no('surface_not_allowed');
      return isRefusing(event) || event.body.type === 'signal' ? yes('browser') : no('forbidden');
    case 'system':
      return mayAsSystem(actor, event);
    case 'officer':
    case 'deployment':
      return mayAsOfficial(actor, event);
  }
}

function mayAsPerson(event: SubjectEvent): Gate {
  if (event.body.surface === 'api') return mayByCode(event);
  const by = PERSON_SURFACES[event.body.surface];
  if (by === undefined) return no('surface_not_allowed');
  // A signal is the browser's, whoever is signed in; and a browser says nothing else by itself.
  if (event.body.type === 'signal') return yes('browser');
  if (by === 'person' && event.body.type === 'guardian') return mayAsGuardian(event);
  if (by === 'person') {
    return OWN.has(event.body.type) || mayAskAsPerson(event) ? yes(by) : no('forbidden');
  }
  // Beside what was shown one may also say that its reason is wrong: that permits nothing.
  const answers = by === 'embed' && event.body.type === 'contest';
  return by !== 'browser' && (isRefusing(event) || answers) ? yes(by) : no('forbidden');
}

/** INVARIANT: what a round over our own way out says is never said to be a person's. */
function mayAsWatch(event: NewEvent): Gate {
  if (event.about !== 'subject' || event.of !== undefined) return no('forbidden');
  const { body } = event;
  if (body.surface !== 'portal') return no('surface_not_allowed');
  if ('explicit' in body && body.explicit === true) return no('explicit_not_allowed');
  return WATCHED.has(body.type) ? yes('watch') : no('forbidden');
}

/** Of one's own age, and as somebody's guardian; whether they are is judged by their records. */
function mayAsGuardian({ body, of }: SubjectEvent): Gate {
  if (!('act' in body) || body.type !== 'guardian') return no('forbidden');
  const asGuardian = 'asGuardian' in body && body.asGuardian === true;
  if (asGuardian) return of === undefined ? no('forbidden') : yes('guardian');
  // Ending the link only makes things more private.
  const alone = body.act === 'declare' || body.act === 'ask';
  const own = body.act === 'unlink' || (alone && of === undefined);
  return own ? yes('person') : no('forbidden');
}

/** Through a system that they read their code out to, a person says one thing: that they are who it knows. */
function mayByCode({ body }: SubjectEvent): Gate {
  return body.type === 'join' ? yes('person') : no('surface_not_allowed');
}

function mayAsSystem(actor: SystemPrincipal, event: SubjectEvent): Gate {
  const { body } = event;
  const { scopes } = actor;
  if (actor.test) return no('forbidden');
  const surfaces: readonly Surface[] = KEY_SURFACES;
  if (!surfaces.includes(body.surface)) return no('surface_not_allowed');
  if (isRefusing(event)) {
    return scopes.includes('choice:refuse') || scopes.includes('choice:allow')
      ? yes('key')
      : no('forbidden');
  }
  if (scopes.includes('erase') && mayAskAsSystem(event)) return yes('key');
  switch (body.type) {
    case 'allow':
      if (!scopes.includes('choice:allow')) return no('forbidden');
      return 'explicit' in body && body.explicit === true ? no('explicit_not_allowed') : yes('key');
    case 'join':
      // Only the person's session or code makes a link certain.
      return scopes.includes('identify') && 'confirmed' in body && !body.confirmed
        ? yes('key')
        : no('forbidden');
    case 'split':
      return scopes.includes('identify') ? yes('key') : no('forbidden');
    case 'guardian':
      return scopes.includes('age') && saysMinor(event) ? yes('key') : no('forbidden');
    case 'contest-received':
      return scopes.includes('decide') && body.surface === 'api' ? yes('key') : no('forbidden');
    case 'look':
      if (body.surface !== 'api') return no('forbidden');
      return scopes.includes('audit') || scopes.includes('identify') ? yes('key') : no('forbidden');
    default:
      return no('forbidden');
  }
}

/** INVARIANT: of an age a system says what makes things stricter; nobody's guardian speaks through it. */
function saysMinor({ body, of }: SubjectEvent): boolean {
  if (!('act' in body) || body.type !== 'guardian' || of !== undefined) return false;
  const young = body.ageBand === 'child' || body.ageBand === 'teen';
  return body.act === 'declare' && young && !('asGuardian' in body && body.asGuardian);
}

/** An auditor's key hands the log out, one with `audience` finds people: each says so under its system's name. */
function mayExportAsSystem(actor: SystemPrincipal, { body }: OfficerEvent): Gate {
  const holds = actor.scopes.includes('audit') || actor.scopes.includes('audience');
  if (actor.test || body.type !== 'export' || !holds) return no('forbidden');
  return body.surface === 'api' ? yes('key') : no('surface_not_allowed');
}

/** Whoever plans what people are told asks who may be told; an auditor only reads. */
function isAudience({ body }: SubjectEvent | OfficerEvent): boolean {
  return 'format' in body && body.format === 'audience';
}

function mayAsOfficial(
  actor: Exclude<Principal, { kind: 'anonymous' }>,
  event: SubjectEvent | OfficerEvent,
): Gate {
  const { type } = event.body;
  if (actor.kind === 'officer') {
    if (event.body.surface !== 'console') return no('surface_not_allowed');
    const named = isAudience(event) ? 'author' : ROLE_FOR_EVENT[type];
    const roles = [named, ...roleForRequest(event), ...rolesForAge(actor, event)];
    return roles.some((role) => hasRole(actor, role)) ? yes('officer') : no('forbidden');
  }
  if (actor.kind !== 'deployment') return no('forbidden');
  // The deployment never consents for anyone; its looks are those of the command line.
  const may = isRefusing(event) || OF_THE_DEPLOYMENT.has(type);
  return may ? yes('system') : no('forbidden');
}

function mayAnnounce(
  actor: Exclude<Principal, { kind: 'anonymous' }>,
  { kind }: Announcement,
): Gate {
  if (actor.kind === 'deployment') return yes('system');
  if (actor.kind !== 'officer') return no('forbidden');
  return hasRole(actor, ROLE_FOR_ANNOUNCEMENT[kind]) ? yes('officer') : no('forbidden');
}

/** What makes things more private and nothing else. */
export function isRefusing({ body }: SubjectEvent | OfficerEvent): boolean {
  if (!REFUSING.has(body.type)) return false;
  return !('remove' in body && body.remove !== undefined);
}

function hasRole(actor: OfficerPrincipal, role: Role | undefined): boolean {
  return role !== undefined && actor.roles.includes(role);
}

function yes(by: ActBy): Gate {
  return { ok: true, by };
}
function no(reason: ErrorCode): Gate {
  return { ok: false, reason };
}
