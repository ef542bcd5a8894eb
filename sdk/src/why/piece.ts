/**
 * Markup as data, drawn twice: as nodes in the component, as text in the frame's page (lib/api/why).
 * INVARIANT: what is not written here as an element is text, wherever it came from.
 */
export interface Piece {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: readonly Inside[];
}
export type Inside = Piece | string;
type Given = Inside | null | readonly Inside[];

/** An attribute that is undefined is left out; lists are taken apart. */
export function piece(
  tag: string,
  attributes: Readonly<Record<string, string | undefined>>,
  ...inside: readonly Given[]
): Piece {
  const kept = Object.entries(attributes).filter((entry): entry is [string, string] => {
    return entry[1] !== undefined;
  });
  return {
    ...{ tag, attributes: Object.fromEntries(kept) },
    inside: inside.flatMap((one): readonly Inside[] => {
      if (one === null) return [];
      return typeof one === 'string' || 'tag' in one ? [one] : one;
    }),
  };
}

export function draw(from: Piece): HTMLElement {
  const element = document.createElement(from.tag);
  for (const [name, value] of Object.entries(from.attributes)) element.setAttribute(name, value);
  element.append(...from.inside.map((one) => (typeof one === 'string' ? one : draw(one))));
  return element;
}
