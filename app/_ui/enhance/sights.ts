/** What the server shows at an address, put in place of what stands there. */
import { becomePage } from './morph';

const CARRIED = ['saved', 'problem', 'typed'];

/** What was said once must not be said again on a reload. */
export function forgetSaid(address = window.location.href): void {
  const here = new URL(address, window.location.href);
  for (const name of CARRIED) here.searchParams.delete(name);
  if (here.href !== window.location.href) window.history.replaceState(null, '', here);
}

/** Undefined where it is to be opened as any page is, or cannot be had. */
export async function drawnAt(address: URL): Promise<Document | undefined> {
  try {
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
    if (!answer.ok || answer.redirected || !isPage) return undefined;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return undefined;
  }
}

/** This page becomes what the server says it is now; any other is opened. False: this one is left. */
export async function show(to: string): Promise<boolean> {
  const address = new URL(to, window.location.href);
  const here = address.pathname === window.location.pathname;
  const page = here ? await drawnAt(address) : undefined;
  if (page === undefined) {
    window.location.assign(address);
    return false;
  }
  becomePage(page);
  forgetSaid(address.href);
  return true;
}
