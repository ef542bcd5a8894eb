import { describe, expect, it } from 'vitest';
import type { ErasureRequestRow } from '../../db/erasure-port';
import { EVENT_TYPES, KEY_SURFACES, SURFACES, type Surface } from '../choice/model';
import type { CommitRequest, NewEvent } from '../record/model';
import { deploymentPrincipal } from './deployment';
import { mayCommit, mayRequest, REFUSING } from './gates';
import { ACTORS, GATE_CASES, OWN_SURFACE, type ActorName, type GateCase } from './gates.data';
import { mailLinkPerson } from './mail-link';
import { anonymous, mint } from './mint';
import type {
  DevicePrincipal,
  OfficerPrincipal,
  PersonPrincipal,
  Principal,
  Role,
  Scope,
  SystemPrincipal,
} from './model';

function key(scopes: readonly Scope[], test = false): SystemPrincipal {
  return mint<SystemPrincipal>({
    kind: 'system',
    system: 'shop',
    keyId: 'k',
    scopes,
    touchpoints: ['*'],
    test,
  });
}
function officer(role: Role): OfficerPrincipal {
  return mint<OfficerPrincipal>({
    kind: 'officer',
    officer: 'off_1',
    roles: [role],
    sessionId: 's',
  });
}
const others: readonly Scope[] = [
  'decide',
  'audience',
  'import',
  'changes',
  'embed',
  'erase',
  'audit',
  'webhooks',
];
const actors: Readonly<Record<ActorName, Principal>> = {
  anonymous,
  person: mint<PersonPrincipal>({ kind: 'person', subject: 'sub_1', sessionId: 's' }),
  device: mint<DevicePrincipal>({ kind: 'device', subject: 'sub_2', sessionId: 's' }),
  'key-refuse': key(['choice:refuse']),
  'key-allow': key(['choice:allow']),
  'key-identify': key(['identify']),
  'key-age': key(['age']),
  'key-other': key(others),
  'key-test': key(['choice:refuse', 'choice:allow', 'identify', 'age'], true),
  auditor: officer('auditor'),
  author: officer('author'),
  approver: officer('approver'),
  admin: officer('admin'),
  deployment: deploymentPrincipal(),
};

const request: ErasureRequestRow = {
  id: 'era_1',
  subject: 'sub_1',
  sealed: new Uint8Array(),
  askedBy: 'officer',
  askedWho: 'off_2',
  confirmedWho: null,
  status: 'waiting',
  createdAtMs: 1,
  decidedAtMs: null,
};

function eventOf({ about, said }: GateCase, surface: Surface): NewEvent {
  const body = { ...said, surface };
  return about === 'erasure'
    ? ({ about, body, keepBodies: false } as NewEvent)
    : ({ about, body } as NewEvent);
}

describe('the gate', () => {
  it('is asked about every type of event and every actor', () => {
    expect(new Set(GATE_CASES.map(({ type }) => type))).toEqual(new Set(EVENT_TYPES));
    expect(Object.keys(actors)).toEqual([...ACTORS]);
  });

  const pairs = GATE_CASES.flatMap((row) => ACTORS.map((actor) => ({ row, actor })));
  it.each(pairs)('answers $actor about $row.name ($row.about)', ({ row, actor }) => {
    const gate = mayCommit(actors[actor], eventOf(row, OWN_SURFACE[actor]));
    const by = row.may[actor];
    expect(gate.ok ? gate.by : undefined).toBe(by);
  });

  it('lets nobody but a signed-in page make anything less private', () => {
    const loosening = GATE_CASES.filter(({ said }) => {
      const loose = ['touchpoint-on', 'technique-on', 'resume', 'undo'].includes(said.type);
      return loose || ('remove' in said && said.remove) || ('explicit' in said && said.explicit);
    });
    expect(loosening).toHaveLength(6);
    for (const row of loosening) {
      for (const actor of ACTORS) {
        for (const surface of SURFACES) {
          const { ok } = mayCommit(actors[actor], eventOf(row, surface));
          expect(ok, `${actor} ${row.name} ${surface}`).toBe(
            actor === 'person' && surface === 'portal',
          );
        }
      }
    }
  });

  const refusal = GATE_CASES.find(({ type }) => type === 'deny');
  const permission = GATE_CASES.find(({ type }) => type === 'allow');
  if (refusal === undefined || permission === undefined) throw new Error('the table is cut short');

  it('takes a refusal from an embedded control and a mailed link, never an allow', () => {
    for (const [surface, by] of [
      ['embed', 'embed'],
      ['mail-link', 'link'],
    ] as const) {
      expect(mayCommit(actors.person, eventOf(refusal, surface))).toEqual({ ok: true, by });
      expect(mayCommit(actors.person, eventOf(permission, surface)).ok).toBe(false);
    }
  });

  it('takes from whoever holds a mailed link a refusal through it, and nothing else anywhere', () => {
    const holder = mailLinkPerson('sub_1');
    const taken = GATE_CASES.flatMap((row) =>
      SURFACES.filter((surface) => mayCommit(holder, eventOf(row, surface)).ok).map((surface) => [
        surface,
        row.type,
      ]),
    );
    expect(new Set(taken.map(([surface]) => surface))).toEqual(new Set(['mail-link']));
    // A signal refuses too.
    expect(new Set(taken.map(([, type]) => type))).toEqual(new Set([...REFUSING, 'signal']));
  });

  it('takes from who stands before another page what refuses, 「違います」, and nothing else', () => {
    const beside = mint<PersonPrincipal>({
      ...{ kind: 'person', subject: 'sub_1', sessionId: 's', via: 'embed' },
    });
    for (const row of GATE_CASES) {
      for (const surface of SURFACES) {
        const event = eventOf(row, surface);
        const { ok } = mayCommit(beside, event);
        const refuses = mayCommit(actors.person, eventOf(row, 'mail-link')).ok;
        const contests = row.about === 'subject' && row.type === 'contest';
        const may = surface === 'embed' && (refuses || contests);
        expect(ok, `${row.name} ${surface}`).toBe(may);
      }
    }
    expect(mayCommit(beside, eventOf(permission, 'embed')).ok).toBe(false);
  });

  it('takes from each actor only what was said on a surface of its own', () => {
    for (const surface of SURFACES) {
      const fromKey = mayCommit(actors['key-allow'], eventOf(permission, surface)).ok;
      expect(fromKey, surface).toBe(KEY_SURFACES.some((known) => known === surface));
      const fromPerson = mayCommit(actors.person, eventOf(permission, surface)).ok;
      expect(fromPerson, surface).toBe(surface === 'portal');
      const fromDevice = mayCommit(actors.device, eventOf(refusal, surface)).ok;
      expect(fromDevice, surface).toBe(surface === 'portal' || surface === 'browser');
    }
  });

  it('takes from a person through a system that heard their code that they are one, and nothing else', () => {
    for (const row of GATE_CASES) {
      const { ok } = mayCommit(actors.person, eventOf(row, 'api'));
      expect(ok, row.name).toBe(row.about === 'subject' && row.type === 'join');
    }
  });

  it('takes the correction of an age from two officers, each by name and with a ground, and from nobody alone', () => {
    const ground = 'papers were shown';
    const mine = { officer: 'off_1', ground };
    const both = { ...mine, askedBy: 'off_2' };
    const older = { act: 'declare', ageBand: 'adult' } as const;
    const rows = [
      [{ act: 'ask', ageBand: 'adult' }, mine, ['auditor', 'approver']],
      [{ act: 'ask', ageBand: 'adult' }, { officer: 'off_1' }, []],
      [{ act: 'ask', ageBand: 'child' }, both, ['approver']],
      [{ act: 'ask' }, both, []],
      [older, both, ['approver']],
      [older, mine, []],
      [older, { ...both, askedBy: 'off_1' }, []],
      [older, { ...both, officer: 'off_3' }, []],
      [{ act: 'declare', ageBand: 'child' }, both, []],
      [{ act: 'approve', purposes: ['recommend'] }, both, []],
    ] as const;
    for (const [said, evidence, roles] of rows) {
      const body = { type: 'guardian', surface: 'console', ...said } as const;
      const event = { about: 'subject', body, evidence } as const;
      const may = ACTORS.filter((actor) => mayCommit(actors[actor], event).ok);
      // What the deployment says it says from the command line, whatever the surface.
      const named = may.filter((actor) => actor !== 'deployment');
      expect(named, JSON.stringify([said, evidence])).toEqual(roles);
    }
    const beside = { type: 'guardian', surface: 'console', ...older, asGuardian: true } as const;
    for (const event of [
      { body: beside },
      { body: { ...beside, asGuardian: undefined }, of: 's' },
    ]) {
      const { ok } = mayCommit(actors.approver, {
        ...event,
        ...{ about: 'subject', evidence: both },
      } as NewEvent);
      expect(ok).toBe(false);
    }
  });

  it('tells a key that explicit is the reason', () => {
    const explicit = GATE_CASES.find(({ name }) => name === 'an explicit allow');
    if (explicit === undefined) throw new Error('the table is cut short');
    expect(mayCommit(actors['key-allow'], eventOf(explicit, 'call'))).toEqual({
      ok: false,
      reason: 'explicit_not_allowed',
    });
  });

  it('takes a look and an export from a key with audit alone, and only as what they are', () => {
    for (const row of GATE_CASES.filter(
      ({ may, type }) =>
        'key-other' in may &&
        !['erasure-request', 'erasure-answered', 'contest-received'].includes(type),
    )) {
      for (const surface of SURFACES) {
        const event = eventOf(row, surface);
        expect(mayCommit(key(['audit']), event).ok, `${row.name} ${surface}`).toBe(
          surface === 'api',
        );
        expect(mayCommit(key(['audit'], true), event).ok, surface).toBe(false);
        const neither = key(others.filter((scope) => scope !== 'audit' && scope !== 'audience'));
        expect(mayCommit(neither, event).ok, surface).toBe(false);
      }
    }
  });

  it('takes an export, and no look, from a key that may find people', () => {
    for (const { type, ...row } of GATE_CASES.filter(({ type }) =>
      ['look', 'export'].includes(type),
    )) {
      const event = eventOf({ type, ...row }, 'api');
      const may = type === 'export' && row.about === 'officer';
      expect(mayCommit(key(['audience']), event).ok, row.name).toBe(may);
      expect(mayCommit(key(['audience'], true), event).ok, row.name).toBe(false);
    }
  });

  const announcers: Readonly<Record<string, readonly ActorName[]>> = {
    catalogue: ['approver', 'deployment'],
    notice: ['approver', 'deployment'],
    key: ['admin', 'deployment'],
    freeze: ['deployment'],
    restore: ['deployment'],
    'erased-set': ['deployment'],
  };
  it.each(['catalogue', 'notice', 'key', 'freeze', 'restore', 'erased-set'] as const)(
    'lets few announce a %s',
    (kind) => {
      const may = ACTORS.filter(
        (actor) => mayCommit(actors[actor], { about: 'deployment', kind, document: '{}' }).ok,
      );
      expect(may).toEqual(announcers[kind]);
    },
  );
});

describe('the gate to a request', () => {
  const event: NewEvent = {
    about: 'subject',
    body: { type: 'deny', surface: 'portal', purposes: '*', channels: '*', data: '*' },
  };
  const handedOut: NewEvent = {
    about: 'officer',
    body: { type: 'export', surface: 'api', format: 'pack', filter: '' },
  };
  const own = { about: { subject: 'sub_1' }, events: [event] } as const;
  type Request = Omit<CommitRequest, 'actor'>;
  const row = { table: 'api-key-revoked', id: 'k', atMs: 1 } as const;
  const asking = (wanted: Partial<ErasureRequestRow>): Request => ({
    ...own,
    rows: [{ table: 'erasure-request', row: { ...request, ...wanted } }],
  });
  const erasing = (wanted: Partial<ErasureRequestRow>): Request => ({
    ...asking({ status: 'confirmed', confirmedWho: 'off_1', ...wanted }),
    events: [
      {
        about: 'erasure',
        keepBodies: false,
        body: {
          type: 'erasure',
          surface: 'portal',
          ground: 'requested',
          request: request.id,
          count: 1,
        },
      },
    ],
  });

  const cases: readonly (readonly [string, ActorName, Request, boolean])[] = [
    ['a person about themselves', 'person', own, true],
    ['a person about somebody else', 'person', { ...own, about: { subject: 'sub_9' } }, false],
    [
      'a person about an identifier',
      'person',
      { ...own, about: { identifier: { system: 'shop', id: '1' } } },
      false,
    ],
    ['a person about a new subject', 'person', { ...own, about: { create: true } }, false],
    ['a person about nobody', 'person', { events: [event] }, false],
    ['a person without an event', 'person', { ...own, events: [] }, false],
    ['a person with rows', 'person', { ...own, rows: [row] }, false],
    [
      'a person with an identifier',
      'person',
      { ...own, identifiers: [{ handle: 'h1_a', system: 'shop', sealed: null }] },
      false,
    ],
    ['a device about itself', 'device', { ...own, about: { subject: 'sub_2' } }, true],
    ['a device about a person', 'device', own, false],
    [
      'a key about its own system’s identifier',
      'key-refuse',
      { ...own, about: { identifier: { system: 'shop', id: '1' } } },
      true,
    ],
    [
      'a key about another system’s identifier',
      'key-refuse',
      { ...own, about: { identifier: { system: 'mailer', id: '1' } } },
      false,
    ],
    ['a key about nobody', 'key-refuse', { events: [event] }, false],
    ['a key about what it handed out', 'key-other', { events: [handedOut] }, true],
    ['a key that hands out and says besides', 'key-other', { events: [handedOut, event] }, false],
    ['a key with rows', 'key-refuse', { ...own, rows: [row] }, false],
    ['an officer about a subject', 'auditor', own, true],
    ['an officer with rows', 'admin', { events: [event], rows: [row] }, true],
    ['an officer about a new subject', 'admin', { ...own, about: { create: true } }, false],
    ['an officer with rows alone', 'admin', { events: [], rows: [row] }, false],
    [
      'the deployment without an event',
      'deployment',
      { about: { create: true }, events: [] },
      true,
    ],
    ['nobody', 'anonymous', own, false],
    ['a person who erases themselves', 'person', erasing({ askedBy: 'person' }), true],
    [
      'a person who erases somebody else',
      'person',
      { ...erasing({ askedBy: 'person' }), about: { subject: 'sub_9' } },
      false,
    ],
    ['an erasure without its request', 'approver', { ...erasing({}), rows: [] }, false],
    ['an officer who confirms another’s request', 'approver', erasing({}), true],
    [
      'an officer who confirms their own request',
      'approver',
      erasing({ askedWho: 'off_1' }),
      false,
    ],
    [
      'an officer who erases what nobody else confirmed',
      'approver',
      erasing({ confirmedWho: null }),
      false,
    ],
    ['an officer who erases at a person’s wish', 'approver', erasing({ askedBy: 'person' }), false],
    [
      'a key that asks',
      'key-other',
      asking({ askedBy: 'system', askedWho: 'shop', confirmedWho: null }),
      true,
    ],
    ['a key that asks in another’s name', 'key-other', asking({ askedBy: 'system' }), false],
    [
      'a key that confirms',
      'key-other',
      { ...asking({ askedBy: 'system', askedWho: 'shop', status: 'confirmed' }) },
      false,
    ],
  ];
  it.each(cases)('answers %s', (_, actor, request, may) => {
    expect(mayRequest(actors[actor], request).ok).toBe(may);
  });
});
