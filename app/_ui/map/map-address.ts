/** What the address of the map may carry: the filter, the line a phone shows, the open place. */
export interface MapAddress {
  readonly show?: string | undefined;
  readonly line?: string | undefined;
  readonly place?: string | undefined;
}

export function mapFields({ show, line, place }: MapAddress): Readonly<Record<string, string>> {
  const fields = { show, line, place };
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
  );
}

export function mapHref(address: MapAddress, fragment: string): string {
  const search = new URLSearchParams(mapFields(address)).toString();
  return `/${search === '' ? '' : `?${search}`}#${fragment}`;
}
