/** What stands behind the mark: reading, showing, and saying one thing at a time. */
import type { WhyAct, WhyAnswer, WhyLocale } from '../why-contract';
import { TimeOver, type WhyDesk } from './exchange';
import { draw, piece } from './piece';
import { whyView, type WhySetting } from './view';
import { timeWords, whyWords } from './words';
import type { WhyWords } from './words-ja';

export interface PanelHost {
  readonly setting: WhySetting;
  readonly desk: WhyDesk;
  readonly place: string;
  tell(type: string, detail: object): boolean;
  close(): void;
}

/** What a form of the view says. */
function actOf(form: HTMLFormElement, submitter: HTMLElement | null): WhyAct {
  return Object.fromEntries(new FormData(form, submitter)) as unknown as WhyAct;
}

export class WhyPanel {
  readonly element = draw(
    piece('div', { class: 'panel', part: 'panel', role: 'group', id: 'panel' }),
  );
  private readonly heading = draw(piece('p', { class: 'title', part: 'title', tabindex: '-1' }));
  private readonly shut = draw(piece('button', { type: 'button', class: 'plain', part: 'close' }));
  private readonly told = draw(
    piece('p', { class: 'told', part: 'told', role: 'status', tabindex: '-1' }),
  );
  private readonly alert = draw(piece('div', { class: 'alert', part: 'alert', role: 'alert' }));
  private readonly body = draw(piece('div', { class: 'body' }));
  private last: string | undefined;
  private drawn: string | undefined;
  private busy = false;

  constructor(private readonly host: PanelHost) {
    const head = draw(piece('div', { class: 'head' }));
    head.append(this.heading, this.shut);
    this.element.append(head, this.told, this.alert, this.body);
    this.element.hidden = true;
    this.shut.addEventListener('click', () => host.close());
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      host.close();
    });
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      const { target } = event;
      if (target instanceof HTMLFormElement) void this.say(actOf(target, event.submitter));
    });
    this.element.addEventListener('click', (event) => {
      const pressed = event.target instanceof Element && event.target.closest('[data-once]');
      if (pressed && !host.tell('nattoku-once', {})) event.preventDefault();
    });
  }

  private get locale(): WhyLocale {
    return this.host.setting.locale;
  }
  private get words(): WhyWords {
    return whyWords(this.locale);
  }

  name(label: string): void {
    this.element.lang = this.locale;
    this.element.setAttribute('aria-label', label);
    this.shut.textContent = this.words.close;
  }

  /** By the person's own act: so the focus goes `along`, unless it went elsewhere since. */
  open(along: boolean): void {
    this.element.hidden = false;
    this.told.textContent = '';
    this.heading.textContent = this.words.loading;
    if (along) this.heading.focus();
    void this.read();
  }

  async read(): Promise<void> {
    if (this.busy) return;
    try {
      this.show(await this.host.desk.read(this.locale));
    } catch (error) {
      this.heading.textContent = this.words.why;
      const { over, unread } = this.words;
      this.fail([error instanceof TimeOver ? over : unread], () => void this.read());
    }
  }

  private show(answer: WhyAnswer): void {
    this.alert.replaceChildren();
    this.heading.textContent = answer.name;
    this.redraw(answer);
    const stands = JSON.stringify([answer.status, answer.since, answer.offers]);
    const before = this.last;
    this.last = stands;
    if (before !== undefined && before !== stands) {
      this.host.tell('nattoku-changed', { status: answer.status });
    }
  }

  /** What is as it was stays as it is drawn: somebody may just be reading it, or pressing. */
  private redraw(answer: WhyAnswer): void {
    const { setting } = this.host;
    const drawn = JSON.stringify([setting, answer]);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    const open = this.body.querySelector('details')?.open === true;
    const held = this.body.querySelector(':focus')?.textContent;
    this.body.replaceChildren(...whyView(setting, answer).map(draw));
    const how = this.body.querySelector('details');
    if (how !== null) how.open = open;
    if (held === undefined) return;
    const controls = [...this.body.querySelectorAll<HTMLElement>('summary, a, button')];
    (controls.find(({ textContent }) => textContent === held) ?? this.heading).focus();
  }

  private fail(texts: readonly string[], again: () => void): void {
    const { retry, settings, newTab } = this.words;
    const button = draw(piece('button', { type: 'button', class: 'plain' }, retry));
    button.addEventListener('click', again);
    const { centre } = this.host.setting;
    const href = `${centre}/places/${encodeURIComponent(this.host.place)}`;
    const link = piece('a', { href, target: '_blank', rel: 'noopener' }, settings + newTab);
    const said = texts.map((text) => draw(piece('p', {}, text)));
    this.alert.replaceChildren(...said, button, draw(piece('p', {}, link)));
  }

  /** Saved is said only after the durable answer (UX-14). */
  private async say(act: WhyAct): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.body.setAttribute('aria-busy', 'true');
    this.told.textContent = this.words.saving;
    this.alert.replaceChildren();
    try {
      const { savedAt, why } = await this.host.desk.say(this.locale, act);
      this.show(why);
      this.told.textContent = this.words.saved(timeWords(this.locale, savedAt));
      this.told.focus();
      this.host.tell('nattoku-saved', { ...act, savedAt });
    } catch (error) {
      this.told.textContent = '';
      const { failed, over } = this.words;
      const texts = error instanceof TimeOver ? [failed, over] : [failed];
      this.fail(texts, () => void this.say(act));
    } finally {
      this.busy = false;
      this.body.removeAttribute('aria-busy');
    }
  }
}
