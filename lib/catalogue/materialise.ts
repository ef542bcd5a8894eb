/**
 * Which version a touchpoint's consent must at least have been given under (DESIGN §3 "touchpoint",
 * §4 "Age"): consent never reaches a place, a recipient or a technique that was not there when it
 * was given. A touchpoint moves to the new version when
 * - it is new, or live again after having been retired (nobody was shown it meanwhile);
 * - its channel, purposes, requires, mayUse, technique or recipients changed (order aside);
 * - the row of one of its recipients changed country, relation or items: same key, other receiver;
 * - data it uses became sensitive or a purpose of it became explicit: a lesser yes is not enough.
 * New wording, stage and owner system move nothing.
 */
import {
  LOCALES,
  type Catalogue,
  type CatalogueContent,
  type Recipient,
  type Touchpoint,
} from './model';

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every((key) => right.has(key));
}

function sameReceiver(a: Recipient | undefined, b: Recipient | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return (
    a.country === b.country &&
    a.relation === b.relation &&
    LOCALES.every((locale) => sameSet(a.text[locale].items, b.text[locale].items))
  );
}

function sameUse(a: Touchpoint, b: Touchpoint): boolean {
  return (
    a.channel === b.channel &&
    a.technique === b.technique &&
    sameSet(a.purposes, b.purposes) &&
    sameSet(a.requires, b.requires) &&
    sameSet(a.mayUse, b.mayUse) &&
    sameSet(a.recipients, b.recipients)
  );
}

interface Moves {
  /** Keys of recipients that are not who they were. */
  readonly recipients: ReadonlySet<string>;
  /** Keys of data that became sensitive. */
  readonly data: ReadonlySet<string>;
  /** Keys of purposes that became explicit. */
  readonly purposes: ReadonlySet<string>;
}

function movesBetween(previous: Catalogue, content: CatalogueContent): Moves {
  const receivers = new Map(previous.recipients.map((row) => [row.key, row]));
  const ordinary = new Set(previous.data.filter((row) => !row.sensitive).map(({ key }) => key));
  const plain = new Set(previous.purposes.filter((row) => !row.explicit).map(({ key }) => key));
  const keysOf = (rows: readonly { readonly key: string }[]) => new Set(rows.map(({ key }) => key));
  return {
    recipients: keysOf(
      content.recipients.filter((row) => !sameReceiver(receivers.get(row.key), row)),
    ),
    data: keysOf(content.data.filter((row) => row.sensitive && ordinary.has(row.key))),
    purposes: keysOf(content.purposes.filter((row) => row.explicit && plain.has(row.key))),
  };
}

function stands(before: Touchpoint | undefined, after: Touchpoint, moves: Moves): boolean {
  if (before === undefined || !sameUse(before, after)) return false;
  if (before.status === 'retired' && after.status === 'live') return false;
  return !(
    after.recipients.some((key) => moves.recipients.has(key)) ||
    [...after.requires, ...after.mayUse].some((key) => moves.data.has(key)) ||
    after.purposes.some((key) => moves.purposes.has(key))
  );
}

/** The content with every touchpoint's `materialVersion` set for publication as `version`; whatever the author wrote there is ignored. */
export function assignMaterialVersions(
  content: CatalogueContent,
  previous: Catalogue | null,
  version: number,
): CatalogueContent {
  const before = new Map(previous?.touchpoints.map((row) => [row.key, row]));
  const moves = previous === null ? undefined : movesBetween(previous, content);
  const touchpoints = content.touchpoints.map((touchpoint): Touchpoint => {
    const earlier = before.get(touchpoint.key);
    const keeps = earlier && moves && stands(earlier, touchpoint, moves);
    return { ...touchpoint, materialVersion: keeps ? earlier.materialVersion : version };
  });
  return { ...content, touchpoints };
}
