import type { EventBody } from '@/lib/choice/model';

/** When what was said ends by itself; undefined where it does not. */
export function untilOf(body: EventBody): number | undefined {
  if (body.type === 'allow') return body.expiresAtMs;
  if (body.type === 'pause' || body.type === 'limit') return body.untilMs;
  return body.type === 'hold' ? body.endsAtMs : undefined;
}
