import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { findSeen } from '../../app/demo/integrations';
import { PERSONAS } from '../../app/demo/personas';
import { PLACES } from '../../app/demo/shop/places';
import { DATA_NAMES } from '../../app/demo/shop/words';

describe('words of the shop', () => {
  it.each(Object.entries(DATA_NAMES))('names %s as the consent centre does', (key, name) => {
    const category = defaultCatalogue.data.find((known) => known.key === key);
    expect(name).toEqual({ ja: category?.text.ja.name, en: category?.text.en.name });
  });

  it.each(Object.entries(PLACES))('asks about %s with the key of its owner', (key, system) => {
    const place = defaultCatalogue.touchpoints.find((known) => known.key === key);
    expect(place?.system).toBe(system);
  });

  it('meets every person at every place of the catalogue somewhere', () => {
    const keys = defaultCatalogue.touchpoints.map(({ key }) => key);
    for (const persona of PERSONAS) {
      expect(keys.filter((key) => findSeen(key, persona) === undefined)).toEqual([]);
    }
  });
});
