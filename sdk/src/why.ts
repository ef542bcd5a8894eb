/**
 * `<nattoku-why>`: この表示の理由 beside anything personalised (UX-12). It asks nobody before it is
 * opened, holds no style or script inline, and can only refuse: what allows is a link to the
 * person's own pages. What a page puts inside is shown where scripts do not run.
 *
 *   <nattoku-why place="shop-for-you" centre="https://consent.example" pass="/pass?place=shop-for-you">
 *
 * Events, all bubbling: `nattoku-saved` {act, place, savedAt} · `nattoku-changed` {place, status} ·
 * `nattoku-once` {place}, which a page that shows everybody's page by itself cancels.
 */
import { NattokuWhy } from './why/element';

export type { WhyAct, WhyAnswer } from './why-contract';
export type { NattokuWhy } from './why/element';

/** Again, or where there is no window, it does nothing. */
export function defineWhy(name = 'nattoku-why'): void {
  if (typeof customElements === 'undefined' || customElements.get(name) !== undefined) return;
  customElements.define(name, NattokuWhy);
}
