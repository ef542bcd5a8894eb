import type { Page } from '../page';

/** Who came from beside a place of a system's own page finds the way back (UX-12). */
export function CameFrom({ page }: { readonly page: Page }) {
  if (new URLSearchParams(page.path.split('?')[1]).get('from') !== 'why') return null;
  return <p className="note mb-4">{page.words.beside.cameFrom}</p>;
}
