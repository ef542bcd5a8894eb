import { becomePage } from './morph';
import { isSending } from './send';
import { drawnAt } from './sights';

const EVERY_MS = 3_000;

/** Empty where nobody is known, and nothing can have changed. */
function shownTag(): string {
  return document.getElementById('main')?.dataset['standing'] ?? '';
}

async function look(): Promise<void> {
  const shown = shownTag();
  const answer = await fetch('/changed');
  if (!answer.ok || (await answer.text()) === shown || isSending()) return;
  const page = await drawnAt(new URL(window.location.href));
  if (page === undefined || isSending()) return;
  becomePage(page);
  // Radios that were touched show what the server says now.
  for (const form of document.querySelectorAll<HTMLFormElement>('form.choices')) form.reset();
}

let timer: ReturnType<typeof setTimeout> | undefined;

async function lookIfSeen(): Promise<void> {
  clearTimeout(timer);
  if (document.visibilityState !== 'visible') return;
  // No connection: asked again.
  if (shownTag() !== '') await look().catch(() => undefined);
  timer = setTimeout(() => void lookIfSeen(), EVERY_MS);
}

/** A page that is looked at agrees with what was chosen elsewhere, within five seconds (UX-13). */
export function followChanges(): void {
  document.addEventListener('visibilitychange', () => void lookIfSeen());
  timer = setTimeout(() => void lookIfSeen(), EVERY_MS);
}
