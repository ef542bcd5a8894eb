import { linksWords } from './links/words';
import type { Page } from './page';

export interface DirectoryLink {
  readonly href: string;
  readonly words: (page: Page) => string;
}

export const DIRECTORY_GROUPS = ['choose', 'read', 'self', 'open'] as const;
export type DirectoryGroup = (typeof DIRECTORY_GROUPS)[number];

/** Every page with an address of its own: the foot of each page lists them in this order. */
export const DIRECTORY: Readonly<Record<DirectoryGroup, readonly DirectoryLink[]>> = {
  choose: [
    { href: '/', words: ({ words }) => words.home.title },
    { href: '/purposes', words: ({ words }) => words.purposes.title },
    { href: '/data', words: ({ words }) => words.data.title },
    { href: '/channels', words: ({ words }) => words.channels.title },
    { href: '/limits', words: ({ words }) => words.limits.title },
  ],
  read: [
    { href: '/history', words: ({ words }) => words.history.title },
    { href: '/history/compare', words: ({ words }) => words.compare.title },
    { href: '/renewal', words: ({ words }) => words.renewal.title },
    { href: '/guesses', words: ({ words }) => words.guesses.title },
  ],
  self: [
    { href: '/told', words: ({ words }) => words.told.title },
    { href: '/guardian', words: ({ words }) => words.guardian.title },
    { href: '/links', words: ({ locale }) => linksWords[locale].title },
    { href: '/delete', words: ({ words }) => words.erase.link },
  ],
  open: [
    { href: '/transparency', words: ({ words }) => words.transparency.title },
    { href: '/verify', words: ({ words }) => words.verify.title },
  ],
};
