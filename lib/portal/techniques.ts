/** Techniques refused as a whole (CATALOGUE "Techniques"), with what that stops. */
import type { TechniqueKey } from '../catalogue/model';
import type { DataParts } from './data';
import type { Named } from './model';

const SETS = [
  { key: 'ai', techniques: ['generative-ai', 'prediction'] },
  { key: 'staff', techniques: ['staff'] },
] as const satisfies readonly { key: string; techniques: readonly TechniqueKey[] }[];

export interface TechniqueSetView {
  readonly key: (typeof SETS)[number]['key'];
  readonly techniques: readonly TechniqueKey[];
  readonly stopped: boolean;
  /** Optional places that work by one of them. */
  readonly places: readonly Named[];
  /** How many of those may do it now; null where nobody is known. */
  readonly permitted: number | null;
}

export function techniqueSets(parts: DataParts): readonly TechniqueSetView[] {
  const { compiled, locale, state, stations } = parts;
  return SETS.map(({ key, techniques }) => {
    const named: readonly TechniqueKey[] = techniques;
    const places = [...compiled.touchpoints.values()]
      .filter(({ touchpoint: { status, technique }, contractOnly }) => {
        return status === 'live' && !contractOnly && named.includes(technique);
      })
      .map(({ touchpoint }) => ({ key: touchpoint.key, name: touchpoint.text[locale].name }));
    const permits = (place: string) =>
      stations?.some((one) => one.touchpoint === place && one.verdict.decision) === true;
    return {
      ...{ key, techniques: named, places },
      stopped: named.every((one) => state?.techniquesOff.has(one)),
      permitted: stations === null ? null : places.filter((one) => permits(one.key)).length,
    };
  });
}
