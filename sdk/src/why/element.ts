import type { WhyLocale } from '../why-contract';
import { passFrom, WhyDesk, type PassSource } from './exchange';
import { WhyPanel } from './panel';
import { draw, piece } from './piece';
import { WHY_STYLE } from './style';
import type { WhySetting } from './view';
import { whyWords } from './words';

/** Where there is no window it is never made: anything may stand there. */
const Base =
  typeof HTMLElement === 'undefined' ? (Object as unknown as typeof HTMLElement) : HTMLElement;
let sheet: CSSStyleSheet | undefined;

/** Constructed, so that no content policy of a page is in its way. */
function styleSheet(): CSSStyleSheet {
  if (sheet !== undefined) return sheet;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(WHY_STYLE);
  return sheet;
}

export class NattokuWhy extends Base {
  static readonly observedAttributes = ['lang', 'label'];
  /** Instead of the attribute `pass`: fetches a pass from your own server. */
  passSource: PassSource | undefined;
  private readonly mark = draw(piece('button', { type: 'button', class: 'mark', part: 'mark' }));
  private readonly panel = new WhyPanel(this.host());
  private desk: WhyDesk | undefined;

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet()];
    root.append(this.mark, this.panel.element);
    this.mark.setAttribute('aria-controls', 'panel');
    this.mark.addEventListener('click', () => {
      if (this.panel.element.hidden) this.open();
      else this.close();
    });
  }

  connectedCallback(): void {
    this.name();
    document.addEventListener('visibilitychange', this.look);
    // A page that gives its pass by itself does so right after.
    queueMicrotask(() => this.goOn());
  }
  disconnectedCallback(): void {
    document.removeEventListener('visibilitychange', this.look);
  }
  attributeChangedCallback(): void {
    if (this.isConnected) this.name();
  }

  private host() {
    const setting = () => this.setting;
    const desk = () => this.deskOf();
    const place = () => this.getAttribute('place') ?? '';
    return {
      get setting() {
        return setting();
      },
      get desk() {
        return desk();
      },
      get place() {
        return place();
      },
      tell: (type: string, detail: object) => this.tell(type, detail),
      close: () => this.close(),
    };
  }

  private get setting(): WhySetting {
    const lang = this.closest('[lang]')?.getAttribute('lang') ?? navigator.language;
    const locale: WhyLocale = lang.startsWith('ja') ? 'ja' : 'en';
    return {
      ...{ locale, fields: {}, centre: this.getAttribute('centre') ?? '' },
      target: this.getAttribute('target') ?? '_blank',
      once: this.getAttribute('once') ?? undefined,
      usual: this.getAttribute('usual') ?? undefined,
    };
  }

  private deskOf(): WhyDesk {
    const source = this.passSource ?? passFrom(this.getAttribute('pass') ?? '');
    this.desk ??= new WhyDesk(this.setting.centre, source);
    return this.desk;
  }

  private name(): void {
    const { locale } = this.setting;
    const { why, about } = whyWords(locale);
    const label = this.getAttribute('label');
    this.mark.lang = locale;
    this.mark.replaceChildren(why);
    if (label !== null) this.mark.append(draw(piece('span', { class: 'sr' }, about(label))));
    this.mark.setAttribute('aria-expanded', String(!this.panel.element.hidden));
    this.panel.name(label === null ? why : why + about(label));
  }

  /** What stands inside was opened before this script came: the person asked already. */
  private goOn(): void {
    const early = this.querySelector('details[open]');
    if (early === null) return;
    const along = this.contains(document.activeElement);
    early.removeAttribute('open');
    this.open(along);
  }

  private open(along = true): void {
    this.panel.open(along);
    this.toggleAttribute('open', true);
    this.name();
  }
  private close(): void {
    this.panel.element.hidden = true;
    this.toggleAttribute('open', false);
    this.name();
    this.mark.focus();
  }

  /** What holds now, where the panel is open; a page that knows of a change may say so. */
  refresh(): void {
    if (!this.panel.element.hidden) void this.panel.read();
  }

  /** Back from the place's own page: what holds now. */
  private readonly look = (): void => {
    if (document.visibilityState === 'visible') this.refresh();
  };

  private tell(type: string, said: object): boolean {
    const detail = { place: this.getAttribute('place'), ...said };
    const how = { bubbles: true, composed: true, cancelable: true };
    return this.dispatchEvent(new CustomEvent(type, { ...how, detail }));
  }
}
