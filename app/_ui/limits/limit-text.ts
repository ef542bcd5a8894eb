import type { CompiledCatalogue } from '@/lib/catalogue/compile';
import type { Locale } from '@/lib/catalogue/model';
import type { LimitSpec } from '@/lib/choice/model';
import type { Messages } from '../messages/ja';
import { zoneName } from './zones';

interface Reader {
  /** Absent where names already stand for keys. */
  readonly compiled?: CompiledCatalogue;
  readonly words: Messages;
  readonly locale: Locale;
}

function frequencyText(
  { compiled, words, locale }: Reader,
  limit: Extract<LimitSpec, { kind: 'frequency' }>,
): string {
  const { frequency, sentence } = words.limits;
  const { max, per, days = 31, channel } = limit;
  const often = per === 'rolling' ? sentence.rolling(max, days) : frequency.often[per](max);
  if (channel === undefined) return sentence.all(often);
  return sentence.one(compiled?.channels.get(channel)?.text[locale].name ?? channel, often);
}

/** A limit as one sentence of the person's own. */
export function limitText(reader: Reader, limit: LimitSpec): string {
  const { compiled, words, locale } = reader;
  const { sentence } = words.limits;
  const dataName = (key: string) => compiled?.data.get(key)?.text[locale].name ?? key;
  switch (limit.kind) {
    case 'frequency':
      return frequencyText(reader, limit);
    case 'quietHours':
      return sentence.quiet(limit.from, limit.to, zoneName(limit.zone, locale));
    case 'dataAge':
      return sentence.age(dataName(limit.data), limit.maxDays);
    case 'mute':
      return sentence.mute(dataName(limit.topic));
    case 'preferredChannel':
      return sentence.preferred(
        compiled?.channels.get(limit.channel)?.text[locale].name ?? limit.channel,
      );
    default:
      return sentence[limit.kind];
  }
}
