/**
 * What a token for a browser lets its one person read and say beside its one place: alike for a
 * page's own script and for the frame. A test key's token reads as somebody never asked, and writes
 * nothing.
 */
import type { WhyAct, WhyActAnswer, WhyAnswer } from '../../../sdk/src/why-contract';
import { deskOf } from '../../asking/desk';
import type { Locale } from '../../catalogue/model';
import type { ErrorCode } from '../../errors';
import { issueToken } from '../../identity/access-tokens';
import { embedPerson } from '../../identity/embed-person';
import { subjectOfHandle } from '../../identity/entrances';
import type { BrowserOfOne, Handle, PersonPrincipal, SystemPrincipal } from '../../identity/model';
import { whyAnswer } from '../../portal/why';
import { sayBeside } from '../../portal/why-acts';
import type { Subject } from '../../record/subjects';
import type { Runtime } from '../../runtime/model';

export interface Onlooker {
  readonly principal: SystemPrincipal;
  readonly browser: BrowserOfOne;
  readonly touchpoint: string;
}
export type Said =
  | { readonly ok: true; readonly answer: WhyActAnswer }
  | { readonly ok: false; readonly reason: ErrorCode };

/** Less than this is no time to go on. */
const NEXT_SECONDS = 5;

/** Undefined for any key, and for a token that is not for one person and one place. */
export function onlookerOf(principal: SystemPrincipal): Onlooker | undefined {
  const { browser, touchpoints } = principal;
  const [touchpoint] = touchpoints;
  if (browser === undefined || touchpoint === undefined || touchpoints.length > 1) return undefined;
  return touchpoint === '*' ? undefined : { principal, browser, touchpoint };
}

async function knownAs(
  runtime: Runtime,
  { principal, browser }: Onlooker,
): Promise<Subject | undefined> {
  if (principal.test) return undefined;
  return deskOf(runtime).ownHandles.asked(runtime.subjects, principal.system, browser.person);
}

export async function readBeside(
  runtime: Runtime,
  onlooker: Onlooker,
  locale: Locale,
): Promise<WhyAnswer | undefined> {
  await runtime.subjects.fresh();
  const subject = await knownAs(runtime, onlooker);
  return whyAnswer(runtime, { subject, touchpoint: onlooker.touchpoint, locale });
}

/** Whoever refuses becomes known; undefined for a handle of somebody else's, or of nobody. */
async function become(
  runtime: Runtime,
  { principal, browser }: Onlooker,
  known: Subject | undefined,
): Promise<PersonPrincipal | undefined> {
  if (known !== undefined && known.suppressed === undefined) return embedPerson(known.subject);
  const { person, derived } = browser;
  if (derived !== true || (await runtime.subjects.byHandle(person)) !== undefined) return undefined;
  return embedPerson(await subjectOfHandle(runtime, principal.system, person as Handle));
}

async function nextToken(
  runtime: Runtime,
  { principal, browser, touchpoint }: Onlooker,
): Promise<WhyActAnswer['next']> {
  const leftMs = (principal.untilMs ?? 0) - runtime.clock.now();
  const seconds = Math.floor(leftMs / 1000);
  if (seconds < NEXT_SECONDS) return null;
  const { token, expiresAtMs } = await issueToken(runtime, principal, {
    ...{ scopes: ['decide'], touchpoints: [touchpoint], browser, seconds },
  });
  return { token, expiresAt: new Date(expiresAtMs).toISOString() };
}

export async function speakBeside(
  runtime: Runtime,
  onlooker: Onlooker,
  act: WhyAct,
  locale: Locale,
): Promise<Said> {
  const { principal, browser, touchpoint } = onlooker;
  if (principal.test) return { ok: false, reason: 'forbidden' };
  await runtime.subjects.fresh();
  const known = await knownAs(runtime, onlooker);
  const said = await sayBeside(
    runtime,
    {
      ...{ known, touchpoint, once: browser.tokenId },
      become: () => become(runtime, onlooker, known),
    },
    act,
  );
  if (!said.ok) return said;
  const why = await readBeside(runtime, onlooker, locale);
  if (why === undefined) return { ok: false, reason: 'unknown_touchpoint' };
  const next = await nextToken(runtime, onlooker);
  return { ok: true, answer: { savedAt: new Date(said.atMs).toISOString(), why, next } };
}
