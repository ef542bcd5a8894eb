import type { Locale } from '@/lib/catalogue/model';
import { Qr } from '../../_ui/receipt/qr';
import { SETTINGS_FRAME } from '../frames';
import { PLACE } from './serving';
import { TABLET } from './words';

/** The same whatever was answered, and whoever is asked about: the code names the place alone. */
export function Invitation({
  origin,
  locale,
}: {
  readonly origin: string;
  readonly locale: Locale;
}) {
  const path = `/places/${PLACE}`;
  return (
    <div className="no-record" data-place={PLACE} data-personal="false">
      <div>
        <p className="no-history">{TABLET.without[locale]}</p>
        <h2>{TABLET.questions[locale]}</h2>
        <ul className="asks">
          <li>{TABLET.ask1[locale]}</li>
          <li>{TABLET.ask2[locale]}</li>
          <li>{TABLET.ask3[locale]}</li>
        </ul>
        <p className="tablet-quiet">{TABLET.service[locale]}</p>
      </div>
      <section className="tablet-code" aria-labelledby="code">
        <h2 id="code">{TABLET.code[locale]}</h2>
        <Qr text={`${origin}${path}`} label={TABLET.codeLabel[locale]} />
        <p>{TABLET.codeText[locale]}</p>
        <p>
          <a href={path} target={SETTINGS_FRAME}>
            {TABLET.codeLink[locale]}
          </a>
        </p>
      </section>
    </div>
  );
}
