import { describe, expect, test } from 'vitest';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { compileCatalogue } from '../catalogue/compile';
import { toCatalogue } from '../catalogue/notice';
import { LOCALES, type CatalogueContent } from '../catalogue/model';
import { parseFilter } from './filter';
import { compiled, NOW_MS } from './sample.data';
import { registerOf, type RegisterParts } from './transparency';
import type { Register } from './transparency-model';

const parts: RegisterParts = { compiled, locale: 'ja', publishedAtMs: new Map([[1, NOW_MS]]) };
const places = (register: Register) => register.lines.flatMap((line) => line.places);
const filtered = (text: string) => registerOf({ ...parts, filter: parseFilter(text, compiled) });
const keysOf = (list: readonly { readonly key: string }[]) => list.map(({ key }) => key);

function published(content: CatalogueContent) {
  return compileCatalogue(toCatalogue(2, NOW_MS, content));
}

describe('the public register', () => {
  test('holds every live place once, with all its data, purposes and recipients', () => {
    const shown = new Map(places(registerOf(parts)).map((place) => [place.key, place]));
    expect(shown.size).toBe(places(registerOf(parts)).length);
    const live = compiled.catalogue.touchpoints.filter(({ status }) => status === 'live');
    expect([...shown.keys()].sort()).toEqual(keysOf(live).sort());
    for (const touchpoint of live) {
      const place = shown.get(touchpoint.key);
      if (place === undefined) throw new Error(touchpoint.key);
      expect(keysOf(place.requires)).toEqual(touchpoint.requires);
      expect(keysOf(place.mayUse)).toEqual(touchpoint.mayUse);
      expect(keysOf(place.purposes)).toEqual(touchpoint.purposes);
      expect(keysOf(place.recipients)).toEqual(touchpoint.recipients);
      expect([place.technique.key, place.channel.key, place.system]).toEqual([
        touchpoint.technique,
        touchpoint.channel,
        touchpoint.system,
      ]);
    }
  });

  test('a retired place is said nowhere, nor data that it alone used', () => {
    const touchpoints = defaultCatalogue.touchpoints.map((touchpoint) =>
      touchpoint.key === 'app-dna-report'
        ? { ...touchpoint, status: 'retired' as const }
        : touchpoint,
    );
    const next = published({ ...defaultCatalogue, touchpoints });
    const says = (register: Register) =>
      ['"app-dna-report"', '"dna"'].map((key) => JSON.stringify(register).includes(key));
    expect(says(registerOf(parts))).toEqual([true, true]);
    expect(says(registerOf({ ...parts, compiled: next }))).toEqual([false, false]);
  });

  test('each kind of data says where it comes from and how long it is kept', () => {
    const { data } = registerOf(parts);
    const used = new Set(
      places(registerOf(parts)).flatMap((p) => [...p.requires, ...p.mayUse].map((d) => d.key)),
    );
    expect(new Set(keysOf(data))).toEqual(used);
    for (const { key, source, retention } of data) {
      expect([key, source !== '', retention !== '']).toEqual([key, true, true]);
    }
  });

  test('a recipient says what it gets, what for on both sides, and from which places', () => {
    const { recipients } = registerOf(parts);
    const ads = recipients.find(({ key }) => key === 'ad-provider');
    expect(ads).toMatchObject({ country: 'US', relation: 'third_party', since: '2025-04-01' });
    expect(ads?.items).toContain('広告用の識別子');
    expect(ads?.ground).not.toBe('');
    expect(keysOf(ads?.purposes ?? [])).toEqual(['advertise']);
    expect(keysOf(ads?.places ?? []).sort()).toEqual([
      'keyword-ads',
      'retargeting-ads',
      'social-ads',
    ]);
  });

  test('a place changed by a later version says that version and its date', () => {
    const touchpoints = defaultCatalogue.touchpoints.map((touchpoint) =>
      touchpoint.key === 'home-hero' ? { ...touchpoint, materialVersion: 2 } : touchpoint,
    );
    const publishedAtMs = new Map([
      [1, NOW_MS],
      [2, NOW_MS + 1_000],
    ]);
    const shown = places(
      registerOf({
        ...parts,
        publishedAtMs,
        compiled: published({ ...defaultCatalogue, touchpoints }),
      }),
    );
    const since = (key: string) => shown.find((place) => place.key === key)?.since;
    expect(since('home-hero')).toEqual({ version: 2, publishedAt: '2026-11-21T10:05:01.000Z' });
    expect(since('home-feature')).toEqual({ version: 1, publishedAt: '2026-11-21T10:05:00.000Z' });
  });

  test('both languages say the same facts', () => {
    const facts = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(facts);
      if (typeof value !== 'object' || value === null) return typeof value;
      const { key, ...rest } = value as Record<string, unknown>;
      const told = Object.entries(rest).filter(([name]) => !['items', 'neverUsed'].includes(name));
      return [key, told.map(([name, inner]) => [name, facts(inner)])];
    };
    const [ja, en] = LOCALES.map((locale) => facts(registerOf({ ...parts, locale })));
    expect(ja).toEqual(en);
  });
});

describe('the filter', () => {
  test('by data keeps the places that use it, that data, and who receives there', () => {
    const register = filtered('data.current-location');
    expect(keysOf(places(register))).toEqual(['nearby-coupon']);
    expect(keysOf(register.data)).toEqual(['current-location']);
    expect(keysOf(register.recipients).sort()).toEqual(['delivery-provider', 'self']);
  });

  test('by recipient keeps the places that hand data to it, and nobody else', () => {
    const register = filtered('recipient.ad-provider');
    expect(keysOf(places(register)).sort()).toEqual([
      'keyword-ads',
      'retargeting-ads',
      'social-ads',
    ]);
    expect(keysOf(register.recipients)).toEqual(['ad-provider']);
    expect(keysOf(register.lines)).toEqual(['ads']);
  });
});
