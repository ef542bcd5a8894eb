import { redirect } from 'next/navigation';
import { randomBytes } from 'node:crypto';
import { cache } from 'react';
import type { Locale } from '@/lib/catalogue/model';
import type { Principal } from '@/lib/identity/model';
import { isPublished, readPortal, type Reading } from '@/lib/portal/queries';
import { standingTag } from '@/lib/portal/standing-tag';
import { runtime } from '@/lib/runtime/current';
import type { Runtime } from '@/lib/runtime/model';
import type { FormSetting } from './hidden-fields';
import { openFlash, type Flash } from './flash';
import { getLocale } from './locale';
import { messagesFor } from './messages/choose';
import type { Messages } from './messages/ja';
import { getPrincipal } from './principal';
import { openTyped, type Typed } from './typed';

export type Query = Readonly<Record<string, string | string[] | undefined>>;

export interface Page {
  readonly runtime: Runtime;
  readonly principal: Principal;
  readonly locale: Locale;
  readonly words: Messages;
  readonly reading: Reading;
  /** Another one later: something has changed. Empty where nobody is known. */
  readonly standing: string;
  /** Path and query of this page, without what was just saved. */
  readonly path: string;
  readonly setting: FormSetting;
  readonly flash: Flash | undefined;
  /** Reason why the last form was not saved. */
  readonly problem: string | undefined;
  /** What stood in it, where a field was at fault. */
  readonly typed: Typed | undefined;
}

const CARRIED = ['saved', 'problem', 'typed'];

export function single(query: Query, name: string): string | undefined {
  const value = query[name];
  return typeof value === 'string' ? value : undefined;
}

function pathWith(path: string, query: Query): string {
  const kept = Object.keys(query).filter((name) => !CARRIED.includes(name));
  const search = new URLSearchParams(
    kept.flatMap((name) => {
      const value = single(query, name);
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  ).toString();
  return search === '' ? path : `${path}?${search}`;
}

/** Once for a request, however many of its parts ask: the title, and the page itself. */
const readOnlooker = cache(async () => {
  const [open, principal, locale] = await Promise.all([runtime(), getPrincipal(), getLocale()]);
  if (!(await isPublished(open))) redirect('/preparing');
  // Before what it stands for is read: what changes in between is seen at the next look.
  const standing = await standingTag(open, principal);
  const reading = await readPortal(open, principal);
  return { runtime: open, principal, locale, reading, standing };
});

/** Everything a portal page needs to know about who looks at it. */
export async function getPage(path: string, query: Query): Promise<Page> {
  const onlooker = await readOnlooker();
  const { runtime: open, locale, reading } = onlooker;
  const here = pathWith(path, query);
  return {
    ...{ ...onlooker, path: here },
    words: messagesFor(locale),
    setting: {
      once: () => randomBytes(16).toString('base64url'),
      version: reading.compiled.version,
      back: here,
    },
    flash: openFlash(open, single(query, 'saved'), reading.person?.subject),
    problem: single(query, 'problem'),
    typed: openTyped(open, single(query, 'typed'), reading.person?.subject),
  };
}
