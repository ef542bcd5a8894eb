// Makes the invented people known and lets them say what the story tells, through commit() alone.
import type { DemoSystem, Persona } from '../../app/demo/personas';
import { noticeDigest } from '../../lib/catalogue/notice';
import { checkChoice } from '../../lib/choice/rules';
import type { ChoiceInput } from '../../lib/choice/schema';
import { AppError } from '../../lib/errors';
import { lookUp } from '../../lib/evidence/look-up';
import { authenticateKey } from '../../lib/identity/api-keys';
import { deploymentPrincipal } from '../../lib/identity/deployment';
import { openPersonSession } from '../../lib/identity/entrances';
import type { OfficerPrincipal, PersonPrincipal, Principal } from '../../lib/identity/model';
import { endSession, principalOfSession } from '../../lib/identity/sessions';
import type { CommitRequest, NewPersonalEvent } from '../../lib/record/model';
import type { Runtime } from '../../lib/runtime/model';
import type { Saying, Step } from './story';

const DAY_MS = 86_400_000;

export interface Cast {
  readonly runtime: Runtime;
  readonly officer: OfficerPrincipal;
  /** Of the systems that write down what people say to them. */
  readonly keys: Readonly<Record<string, string>>;
}
/** Whoever has an address, a language, and a name in some of the systems. */
export interface Somebody extends Pick<Persona, 'email' | 'locale'> {
  readonly identifiers: Readonly<Partial<Record<DemoSystem, string>>>;
}
export interface Introduced {
  readonly person: PersonPrincipal;
  /** Subject id by system: joined with the person's own. */
  readonly known: Readonly<Record<string, string>>;
}

async function must(runtime: Runtime, request: CommitRequest): Promise<string> {
  const outcome = await runtime.commit(request);
  if (outcome.ok) return outcome.subject ?? '';
  throw new AppError(outcome.reason, `the demo's story was refused: ${outcome.detail ?? ''}`);
}

/** What each system calls this person: rows without a leaf, since nobody has said anything yet. */
async function knownTo(runtime: Runtime, persona: Somebody): Promise<Record<string, string>> {
  const known: Record<string, string> = {};
  for (const [system, id] of Object.entries(persona.identifiers)) {
    const about = { identifier: { system, id } };
    known[system] = await must(runtime, { actor: deploymentPrincipal(), about, events: [] });
  }
  return known;
}

async function signIn(runtime: Runtime, persona: Somebody): Promise<PersonPrincipal> {
  const session = await openPersonSession(runtime, persona.email);
  if (session === undefined) throw new AppError('internal', 'a persona has a malformed address');
  const person = await principalOfSession(runtime, session.token);
  await endSession(runtime, session.token);
  if (person.kind !== 'person') throw new AppError('internal', 'a persona could not sign in');
  return person;
}

/** Signs in for the first time: every system's record of theirs is joined with their own. */
export async function introduce(runtime: Runtime, persona: Somebody): Promise<Introduced> {
  const known = await knownTo(runtime, persona);
  const person = await signIn(runtime, persona);
  await must(runtime, {
    actor: person,
    about: { subject: person.subject },
    events: Object.entries(known).map(([system, subject]) => ({
      about: 'subject',
      body: { type: 'join', surface: 'portal', confirmed: true },
      of: subject,
      evidence: { system },
    })),
  });
  return { person, known };
}

/** As a form or a key would send it. */
function inputOf(runtime: Runtime, persona: Somebody, step: Step, says: Saying): ChoiceInput {
  const { by, daysAgo, endsInDays } = step;
  const where = by === undefined ? {} : { surface: by.surface };
  if (says.type !== 'allow') return { ...says, ...where };
  const { version } = runtime.catalogues.current();
  const notice = { catalogueVersion: version, locale: persona.locale };
  const evidence = by && { evidence: { kind: by.surface, reference: by.reference } };
  const endsAtMs = runtime.clock.now() + (daysAgo + (endsInDays ?? 0)) * DAY_MS;
  const ends = endsInDays !== undefined && { expiresAt: new Date(endsAtMs).toISOString() };
  return { ...says, notice, ...where, ...evidence, ...ends };
}

/** Held to the same rules as anyone's choice. */
function bodyOf(runtime: Runtime, { by }: Step, input: ChoiceInput): NewPersonalEvent['body'] {
  const catalogue = runtime.catalogues.current();
  const checked = checkChoice(catalogue, input, {
    by: by === undefined ? 'person' : 'key',
    surface: by?.surface ?? 'portal',
    nowMs: runtime.clock.now(),
    newestVersion: catalogue.version,
    catalogueOf: (version) => (version === catalogue.version ? catalogue : undefined),
    noticeDigestOf: (_version, locale) => noticeDigest(catalogue.catalogue, locale),
  });
  if (checked.ok) return checked.body;
  throw new AppError('internal', `the demo's story breaks a rule: ${JSON.stringify(checked)}`);
}

async function actorOf(
  cast: Cast,
  introduced: Introduced | undefined,
  step: Step,
): Promise<Principal> {
  if (step.by === undefined && introduced !== undefined) return introduced.person;
  const principal = await authenticateKey(cast.runtime, cast.keys[step.by?.system ?? ''] ?? '');
  if (principal === undefined) throw new AppError('internal', 'the demo has no key for a system');
  return principal;
}

/** One for each event: what is told is told one by one, as the form takes it. */
function evidenceOf({ by, says }: Step): readonly NewPersonalEvent['evidence'][] {
  if (by !== undefined) return [{ kind: by.surface, reference: by.reference }];
  return says?.type === 'told' ? says.interests.map((interests) => ({ interests })) : [undefined];
}

async function look(cast: Cast, persona: Persona, ground: string): Promise<void> {
  const identifier = { system: 'shop' satisfies DemoSystem, id: persona.identifiers.shop };
  const outcome = await lookUp(cast.runtime, cast.officer, { identifier, ground });
  if (!outcome.ok) throw new AppError('internal', `a look was refused: ${outcome.reason}`);
}

/** What somebody says on their own page, now. */
export async function say(
  runtime: Runtime,
  somebody: Somebody,
  { person }: Introduced,
  says: Saying,
): Promise<void> {
  const step = { daysAgo: 0, says };
  const body = bodyOf(runtime, step, inputOf(runtime, somebody, step, says));
  const about = { subject: person.subject };
  await must(runtime, { actor: person, about, events: [{ about: 'subject', body }] });
}

/** One step of the story, now. Somebody may speak to a system before they are introduced. */
export async function tell(
  cast: Cast,
  persona: Persona,
  introduced: Introduced | undefined,
  step: Step,
): Promise<void> {
  const { runtime } = cast;
  const { says, looked, by } = step;
  if (looked !== undefined) await look(cast, persona, looked);
  if (says === undefined) return;
  const body = bodyOf(runtime, step, inputOf(runtime, persona, step, says));
  await must(runtime, {
    actor: await actorOf(cast, introduced, step),
    about:
      by === undefined
        ? { subject: introduced?.person.subject ?? '' }
        : { identifier: { system: by.system, id: persona.identifiers[by.system] } },
    events: evidenceOf(step).map((evidence) => ({
      ...{ about: 'subject', body },
      ...(evidence !== undefined && { evidence }),
    })),
  });
}
