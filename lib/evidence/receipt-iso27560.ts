/**
 * One event as a consent receipt structured after ISO/IEC TS 27560:2023, its purposes, data,
 * legal bases and status named by DPV 2.3 IRIs (API "Standards"). It retells the event for other
 * people's programs; what proves it is the receipt it names.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import { ITSELF, type DataCategory, type Locale, type Purpose } from '../catalogue/model';
import type { EventBody, Extent } from '../choice/model';
import {
  CONSENT_STATUS,
  DPV,
  DPV_PERSONAL_DATA,
  dpvBasis,
  dpvTerm,
  type ConsentStatus,
} from './dpv';

export interface RetoldEvent {
  readonly eventId: string;
  readonly body: EventBody;
  /** The catalogue in force when it was said. */
  readonly compiled: CompiledCatalogue;
  readonly locale: Locale;
  /** Some of what a refusal covers had been allowed before. */
  readonly hadAllow: boolean;
  /** Identity of the notice in that language (DESIGN §3). */
  readonly noticeDigest: string;
  /** The deployment's address, and the place of the event in its ledger. */
  readonly origin: string;
  readonly log: string;
  readonly index: string;
}

type Json = Readonly<Record<string, unknown>>;

/** What a choice covers: keys of the catalogue in force, contract left out as painting does. */
interface Scope {
  readonly purposes: readonly Purpose[];
  readonly channels: Extent;
  readonly data: Extent;
  /** Only this place, where it is one that was switched. */
  readonly place?: string;
  /** Absent where one place is switched: consent to what is done there stands as it stood. */
  readonly status?: ConsentStatus;
}

const covers = (extent: Extent, key: string) => extent === '*' || extent.includes(key);

function refusedStatus({ hadAllow }: RetoldEvent): ConsentStatus {
  return hadAllow ? 'withdrawn' : 'refused';
}

function scopeOf(event: RetoldEvent): Scope | undefined {
  const { body, compiled } = event;
  const all = [...compiled.purposes.values()];
  const optional = all.filter(({ basis }) => basis !== 'contract');
  if (body.type === 'allow' || body.type === 'deny') {
    const { channels, data } = body;
    const purposes = optional.filter(({ key }) => covers(body.purposes, key));
    const status = body.type === 'allow' ? 'given' : refusedStatus(event);
    return { purposes, channels, data, status };
  }
  if (body.type === 'signal') {
    const purposes = optional.filter(({ sharesForAds }) => sharesForAds);
    return { purposes, channels: '*', data: '*', status: refusedStatus(event) };
  }
  if (body.type === 'touchpoint-off' || body.type === 'touchpoint-on') {
    const place = compiled.touchpoints.get(body.touchpoint);
    if (place === undefined) return undefined;
    const { channel, purposes } = place.touchpoint;
    const named = all.filter(({ key }) => purposes.includes(key));
    return { purposes: named, channels: [channel], data: place.data, place: body.touchpoint };
  }
  return undefined;
}

function statusOf({ status }: Scope, field: string): Json {
  return status === undefined ? {} : { [field]: CONSENT_STATUS[status] };
}

function piiOf(category: DataCategory, locale: Locale): Json {
  const term = category.dpv === undefined ? undefined : dpvTerm(category.dpv);
  return {
    pii_type: category.text[locale].name,
    pii_attribute_id: category.key,
    ...(category.dpv !== undefined && { 'dpv:hasPersonalData': category.dpv }),
    ...(term !== undefined && { dpv_label: term.label }),
    pii_optional: true,
    sensitive_pii_category: category.sensitive,
    collection_method: category.text[locale].source,
    retention_period: category.text[locale].retention,
  };
}

/** The places a purpose has on the channels that were named, and who receives there. */
function servicesOf({ compiled, locale }: RetoldEvent, purpose: Purpose, scope: Scope) {
  const places = [...compiled.touchpoints.values()]
    .map(({ touchpoint }) => touchpoint)
    .filter(({ key, status, channel, purposes }) => {
      if (scope.place !== undefined) return key === scope.place;
      return status === 'live' && covers(scope.channels, channel) && purposes.includes(purpose.key);
    });
  const recipients = [...new Set(places.flatMap(({ recipients: keys }) => keys))];
  return {
    services: places.map(({ text }) => text[locale].name),
    recipient_third_parties: recipients.flatMap((key): Json[] => {
      const recipient = compiled.recipients.get(key);
      if (recipient === undefined || recipient.relation === 'self') return [];
      const { country, relation } = recipient;
      return [{ name: recipient.text[locale].name, relation, country }];
    }),
  };
}

function purposeOf(event: RetoldEvent, purpose: Purpose, scope: Scope): Json {
  const { compiled, locale } = event;
  const used = compiled.usedCells.get(purpose.key) ?? new Map<string, readonly string[]>();
  const onChannels = [...used].filter(([channel]) => covers(scope.channels, channel));
  const keys = new Set(onChannels.flatMap(([, data]) => data).filter((key) => key !== ITSELF));
  const data = [...compiled.data.values()].filter(({ key }) => {
    return scope.data === '*' ? keys.has(key) : scope.data.includes(key);
  });
  const term = dpvTerm(purpose.dpv);
  const methods = [...compiled.channels.values()].filter(({ key }) => covers(scope.channels, key));
  return {
    purpose: purpose.text[locale].name,
    purpose_id: purpose.key,
    purpose_type: purpose.dpv,
    ...(term !== undefined && { dpv_label: term.label }),
    lawful_basis: dpvBasis(purpose.basis),
    ...(purpose.basis === 'consent' && statusOf(scope, 'dpv:hasConsentStatus')),
    pii_information: data.map((category) => piiOf(category, locale)),
    processing_method: methods.map(({ text }) => text[locale].name),
    ...servicesOf(event, purpose, scope),
  };
}

function eventOf({ body }: RetoldEvent, scope: Scope | undefined): Json {
  const expiresAtMs = 'expiresAtMs' in body ? body.expiresAtMs : undefined;
  const rests = scope?.purposes.some(({ basis }) => basis === 'consent') === true;
  return {
    event_time: new Date(body.givenAtMs ?? body.receivedAtMs).toISOString(),
    ...(expiresAtMs !== undefined && { validity_end: new Date(expiresAtMs).toISOString() }),
    event_type: body.type,
    ...(scope !== undefined && rests && statusOf(scope, 'event_state')),
    entity_id: body.by === 'person' ? 'pii_principal' : body.by,
    surface: body.surface,
  };
}

function processingOf(event: RetoldEvent, scope: Scope | undefined): Json {
  const { compiled, locale, noticeDigest, origin } = event;
  const notice = compiled.catalogue.notice[locale];
  return {
    privacy_notice: {
      digest: noticeDigest,
      catalogue_version: compiled.version,
      address: `${origin}/api/v1/catalogue/${String(compiled.version)}`,
    },
    language: locale,
    purposes:
      scope === undefined ? [] : scope.purposes.map((each) => purposeOf(event, each, scope)),
    storage_locations: notice.storageLocation,
    jurisdictions: notice.jurisdiction,
    geographic_restrictions: notice.transfers,
    retention_period: notice.retention,
    withdrawal_method: notice.howToWithdraw,
  };
}

export function toIso27560(event: RetoldEvent): Json {
  const { compiled, locale, eventId, origin, log, index } = event;
  const notice = compiled.catalogue.notice[locale];
  const scope = scopeOf(event);
  return {
    '@context': { dpv: DPV, pd: DPV_PERSONAL_DATA },
    structured_after: 'ISO/IEC TS 27560:2023',
    vocabulary: 'W3C DPV 2.3',
    receipt_metadata: { schema_version: 'nattoku-27560/v1', receipt_id: eventId },
    record_metadata: { schema_version: 'nattoku-27560/v1', record_id: eventId },
    pii_processing: processingOf(event, scope),
    party_identification: [
      {
        party_id: 'pii_controller',
        party_role: `${DPV}DataController`,
        party_name: notice.controller,
        party_contact: notice.contact,
        data_protection_officer: notice.dataProtectionOfficer,
      },
      { party_id: 'pii_principal', party_role: `${DPV}DataSubject` },
    ],
    consent_events: [eventOf(event, scope)],
    evidence: { format: 'nattoku-receipt/v1', log, index, verify: `${origin}/verify` },
  };
}
