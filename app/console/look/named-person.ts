import { z } from 'zod';
import type { Identifier } from '@/lib/identity/model';

const schema = z.object({
  system: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  id: z.string().trim().min(1).max(256),
});

/** As an officer writes it; undefined for what names nobody. */
export function namedPerson(
  system: string | undefined,
  id: string | undefined,
): Identifier | undefined {
  return schema.safeParse({ system, id }).data;
}
