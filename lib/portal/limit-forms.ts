/** What the forms of 「量と時間」 carry. What was typed is judged where it is read, so that each fault has its field. */
import { z } from 'zod';
import { zone } from '../choice/schema';
import { ENDS } from './ends';

export const key = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/);
export const typed = z.string().max(20);
/** A limit by its kind and, where there are several of a kind, which (lib/choice/limits.ts). */
export const limitName = z.string().regex(/^[a-zA-Z]{1,20}( [a-z0-9*-]{1,64}){0,2}$/);

export const limitForms = {
  frequency: {
    /** Empty: all channels together. */
    channel: z.union([key, z.literal('')]),
    max: typed,
    per: z.enum(['day', 'week', 'month']),
    /** A ready-made answer: `1 week`. */
    often: z
      .string()
      .regex(/^\d{1,2} (day|week|month)$/)
      .exactOptional(),
  },
  quiet: {
    from: typed,
    to: typed,
    zone,
    /** A ready-made answer: `21:00 08:00`. */
    hours: z
      .string()
      .regex(/^\d\d:\d\d \d\d:\d\d$/)
      .exactOptional(),
  },
  age: {
    data: key,
    days: typed,
    /** A ready-made answer, in days. */
    within: z
      .string()
      .regex(/^\d{1,4}$/)
      .exactOptional(),
  },
  mute: { topic: key, end: z.enum(['none', ...ENDS]), date: typed },
} as const;
