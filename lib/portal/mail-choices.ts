/** What a link in a mail offers, in words of the catalogue in force: never what its holder chose. */
import type { CompiledCatalogue } from '../catalogue/compile';
import type { Locale } from '../catalogue/model';
import type { MailLink } from '../identity/mail-link';

export interface MailChoicesView {
  /** The mail the link stood in. */
  readonly place: string;
  readonly channel: string;
  /** Everything sent this way that refusing it all stops. */
  readonly places: readonly string[];
  readonly continues: readonly string[];
}

export function mailChoices(
  compiled: CompiledCatalogue,
  link: Pick<MailLink, 'touchpoint' | 'channel' | 'purposes'>,
  locale: Locale,
): MailChoicesView {
  const places = [...compiled.touchpoints.values()].map(({ touchpoint }) => touchpoint);
  const sent = places.filter(
    ({ status, channel, purposes }) =>
      status === 'live' &&
      channel === link.channel &&
      purposes.some((purpose) => link.purposes.includes(purpose)),
  );
  const own = compiled.touchpoints.get(link.touchpoint)?.touchpoint;
  const continues = link.purposes.flatMap(
    (key) => compiled.purposes.get(key)?.text[locale].continues ?? [],
  );
  return {
    place: own?.text[locale].name ?? link.touchpoint,
    channel: compiled.channels.get(link.channel)?.text[locale].name ?? link.channel,
    places: sent.map(({ text }) => text[locale].name),
    continues: [...new Set(continues)],
  };
}
