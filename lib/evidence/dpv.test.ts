import { describe, expect, it } from 'vitest';
import { defaultCatalogue } from '../../db/default-catalogue/content';
import { BASES } from '../catalogue/model';
import { CONSENT_STATUS, dpvBasis, dpvTerm } from './dpv';

describe('the vocabulary', () => {
  it('knows every term the default catalogue names', () => {
    const { purposes, data } = defaultCatalogue;
    const iris = [...purposes, ...data].flatMap(({ dpv }) => dpv ?? []);
    expect(iris.filter((iri) => dpvTerm(iri) === undefined)).toEqual([]);
  });

  it('knows every basis and status we name', () => {
    const iris = [...BASES.map(dpvBasis), ...Object.values(CONSENT_STATUS)];
    expect(iris.filter((iri) => dpvTerm(iri) === undefined)).toEqual([]);
  });

  it('does not know what is no term of it', () => {
    for (const iri of ['https://w3id.org/dpv#NoSuchTerm', 'toString', '']) {
      expect(dpvTerm(iri)).toBeUndefined();
    }
  });
});
