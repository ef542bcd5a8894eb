/** The script of the pages people see: everything it does they also do without it, page by page. */
import { followChanges } from './follow';
import { rememberOpen } from './morph';
import { enhanceForms } from './send';
import { forgetSaid } from './sights';

/** Esc is the same as the link that closes; nothing is saved by it. */
function onKey({ key, target }: KeyboardEvent): void {
  if (key !== 'Escape' || target instanceof HTMLSelectElement) return;
  document.querySelector<HTMLAnchorElement>('a[data-esc]')?.click();
}

function start(): void {
  rememberOpen();
  forgetSaid();
  enhanceForms();
  followChanges();
  document.addEventListener('keydown', onKey);
  // Taken out of the browser's memory, it may be out of date.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) window.location.reload();
  });
  document.documentElement.dataset['enhanced'] = '';
}

start();
