import { SETTINGS_FRAME, SHOP_FRAME } from '../frames';
import { STAGE_WORDS, type StageLocale } from './words';

/** Side by side: where one chooses, and the one that asks. */
export function Devices({ locale }: { readonly locale: StageLocale }) {
  const words = STAGE_WORDS[locale];
  const { home, search, mail, app, inbox, elsewhere, store, desk, assistant, training } =
    words.places;
  const places = [
    ['/demo/shop', home],
    ['/demo/shop/search', search],
    ['/demo/shop/mail', mail],
    ['/demo/care/skin', app],
    ['/demo/inbox', inbox],
    ['/demo/elsewhere', elsewhere],
    ['/demo/store', store],
    ['/demo/desk', desk],
    ['/demo/assistant', assistant],
    ['/demo/training', training],
  ] as const;
  return (
    <div className="devices">
      <section className="phone" aria-labelledby="phone">
        <div className="device-head">
          <h2 id="phone">{words.phone}</h2>
          <p>{words.phoneAbout}</p>
          <span className="device-ways">
            <a href="/" target="_blank" rel="noopener">
              {words.alone}
            </a>
          </span>
        </div>
        <div className="phone-body">
          <iframe name={SETTINGS_FRAME} src="/" title={words.phoneAbout} />
        </div>
      </section>
      <section className="shop" aria-labelledby="shop">
        <div className="device-head">
          <h2 id="shop">{words.shop}</h2>
          <p>{words.shopAbout}</p>
          <span className="device-ways">
            <a href="/demo/places">{words.allPlaces}</a>
            <a href="/demo/shop" target="_blank" rel="noopener">
              {words.alone}
            </a>
          </span>
        </div>
        <div className="window">
          <nav className="window-bar" aria-label={words.shop}>
            {places.map(([href, name]) => (
              <a key={href} href={href} target={SHOP_FRAME}>
                {name}
              </a>
            ))}
          </nav>
          <iframe name={SHOP_FRAME} src="/demo/shop" title={words.shopAbout} />
        </div>
      </section>
    </div>
  );
}
