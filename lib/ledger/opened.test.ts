import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical';
import { bodyCommitment, documentDigest, personalCommitment } from './commitment';
import { entryBytes } from './entry';
import { checkOpenings } from './opened';

const opening = new Uint8Array(32).fill(1);
const other = new Uint8Array(32).fill(2);
const body = { json: canonicalJson({ type: 'deny', by: 'person', receivedAtMs: 1 }), opening };
const personal = { json: canonicalJson({ subject: 'sub_1', n: 0, prev: [] }), opening: other };
const event = entryBytes(7, {
  k: 'event',
  b: bodyCommitment(opening, body.json),
  p: personalCommitment(other, personal.json),
});
const document = canonicalJson({ action: 'create', id: 'あ' });
const announcement = entryBytes(7, { k: 'key', d: documentDigest(document) });

describe('openings of an entry', () => {
  it('hold for body, personal part and document, each alone and together', () => {
    expect(checkOpenings(event, { body, personal })).toMatchObject({ ok: true, entry: { t: 7 } });
    expect(checkOpenings(event, { body }).ok).toBe(true);
    expect(checkOpenings(event, { personal }).ok).toBe(true);
    expect(checkOpenings(event, {}).ok).toBe(true);
    expect(checkOpenings(announcement, { document }).ok).toBe(true);
  });

  const erasure = entryBytes(7, { k: 'erasure', b: bodyCommitment(opening, body.json) });
  it('hold for an erasure, which has a body alone', () => {
    expect(checkOpenings(erasure, { body }).ok).toBe(true);
    expect(checkOpenings(erasure, { personal })).toMatchObject({ ok: false, what: 'personal' });
  });

  it.each([
    ['the body changed', { body: { ...body, json: body.json.replace('deny', 'allow') } }, 'body'],
    ['another opening', { body: { ...body, opening: other } }, 'body'],
    ['an opening of 31 bytes', { body: { ...body, opening: opening.slice(1) } }, 'body'],
    ['the personal part as the body', { body: personal }, 'body'],
    ['the body as the personal part', { personal: body }, 'personal'],
    ['the personal part changed', { personal: { ...personal, json: '{}' } }, 'personal'],
    ['a document where there is none', { document }, 'document'],
    ['a body that is no JSON', { body: { ...body, json: 'deny' } }, 'body'],
  ] as const)('do not hold with %s', (_, parts, what) => {
    expect(checkOpenings(event, parts)).toMatchObject({ ok: false, what });
  });

  it('do not hold for a text that is not canonical, though the commitment fits', () => {
    for (const json of ['{"b":1,"a":2}', '{"a":1 }', '{"a":1,"a":1}', '{"a":1.0}', '"\\u0061"']) {
      const entry = entryBytes(7, { k: 'erasure', b: bodyCommitment(opening, json) });
      const answer = checkOpenings(entry, { body: { json, opening } });
      expect(answer, json).toMatchObject({ ok: false, what: 'body' });
      const announced = entryBytes(7, { k: 'notice', d: documentDigest(json) });
      expect(checkOpenings(announced, { document: json }), json).toMatchObject({ ok: false });
    }
  });

  it('do not hold for another document', () => {
    const changed = document.replace('create', 'revoke');
    expect(checkOpenings(announcement, { document: changed })).toMatchObject({
      ok: false,
      what: 'document',
    });
  });

  it('do not hold for an entry that is none', () => {
    expect(checkOpenings(event.slice(1), { body })).toMatchObject({ ok: false, what: 'entry' });
    expect(checkOpenings(new Uint8Array(), {})).toMatchObject({ ok: false, what: 'entry' });
  });
});
