import type { AnonymousPrincipal, Principal } from './model';

type Minted = Exclude<Principal, AnonymousPrincipal>;
type Unminted<P> = { [K in keyof P as K extends string ? K : never]: P[K] };

/** The one place where a principal gets its brand; only files of `lib/identity` import it. */
export function mint<P extends Minted>(fields: Unminted<P>): P {
  return Object.freeze(fields) as P;
}

export const anonymous: AnonymousPrincipal = Object.freeze({ kind: 'anonymous' });
