/**
 * What a link in a mail does (API.md "RFC 8058"): one refusal of the person it was made for,
 * without signing in. Pressed again it changes nothing, and says so.
 */
import { deskOf } from '../../asking/desk';
import { cellKey, ITSELF } from '../../catalogue/model';
import { applyLimit } from '../../choice/limits';
import type { LimitSpec, SubjectState } from '../../choice/model';
import { paintAt } from '../../choice/paint';
import { emptyState } from '../../choice/state';
import { AppError } from '../../errors';
import { subjectOfHandle } from '../../identity/entrances';
import { mailLinkPerson, type MailLink } from '../../identity/mail-link';
import type { NewBody } from '../../record/model';
import { createTurns } from '../../record/turns';
import type { Runtime } from '../../runtime/model';

/** `all` is what a mail program's own button means: nothing more on this channel. */
export const MAIL_CHOICES = ['this', 'weekly', 'all'] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

export interface Refused {
  readonly atMs: number;
  /** False: it stood so already, or nobody is left whom it could be said of. */
  readonly changed: boolean;
}
interface Standing {
  readonly subject: string;
  readonly n: number;
  readonly state: SubjectState;
}

const ZONE = 'Asia/Tokyo';
const turns = createTurns();

/** Undefined: erased – what they left refuses everything already –, or known to us by no one's name. */
async function standingOf(runtime: Runtime, link: MailLink): Promise<Standing | undefined> {
  const { system, handle } = link;
  const known = await deskOf(runtime).ownHandles.asked(runtime.subjects, system, handle);
  if (known?.suppressed !== undefined) return undefined;
  if (known !== undefined) return known.broken ? { ...known, state: emptyState() } : known;
  if (!link.derived) return undefined;
  const subject = await subjectOfHandle(runtime, system, handle);
  return { subject, n: 0, state: emptyState() };
}

function weekly({ channel }: MailLink): LimitSpec {
  return { kind: 'frequency', channel, max: 1, per: 'week', zone: ZONE };
}

function bodyOf(link: MailLink, choice: MailChoice): NewBody {
  const surface = 'mail-link';
  switch (choice) {
    case 'this':
      return { type: 'touchpoint-off', surface, touchpoint: link.touchpoint };
    case 'weekly':
      return { type: 'limit', surface, limit: weekly(link) };
    case 'all': {
      const { purposes, channel } = link;
      return { type: 'deny', surface, purposes, channels: [channel], data: '*' };
    }
  }
}

function standsAlready(
  { state }: Standing,
  link: MailLink,
  choice: MailChoice,
  nowMs: number,
): boolean {
  switch (choice) {
    case 'this':
      return state.touchpointsOff.has(link.touchpoint);
    case 'weekly': {
      const body = {
        ...({ type: 'limit', by: 'link', surface: 'mail-link', receivedAtMs: nowMs } as const),
        limit: weekly(link),
      };
      const mark = { order: state.order + 1, eventId: '', atMs: nowMs };
      return applyLimit(state.limits, body, mark) === state.limits;
    }
    case 'all':
      return link.purposes.every((purpose) => {
        const key = cellKey(purpose, link.channel, ITSELF);
        return paintAt(state, purpose, link.channel, ITSELF, key)?.effect === 'deny';
      });
  }
}

async function refuse(runtime: Runtime, link: MailLink, choice: MailChoice): Promise<Refused> {
  const atMs = runtime.clock.now();
  await runtime.subjects.fresh();
  const standing = await standingOf(runtime, link);
  if (standing === undefined || standsAlready(standing, link, choice, atMs)) {
    return { atMs, changed: false };
  }
  const { subject, n } = standing;
  const outcome = await runtime.commit({
    actor: mailLinkPerson(subject),
    about: { subject },
    // Two presses that saw the same state are one, whichever process they reach.
    idempotency: {
      ...{ scope: `mail-link ${subject}`, key: `${choice} ${link.touchpoint} ${String(n)}` },
      payloadHash: choice,
    },
    events: [{ about: 'subject', body: bodyOf(link, choice) }],
  });
  if (!outcome.ok) throw new AppError(outcome.reason, 'a refusal by mail was not recorded');
  return { atMs, changed: !outcome.replayed };
}

/** Throws where it could not be made durable: then nothing was acknowledged. */
export async function refuseByMail(
  runtime: Runtime,
  link: MailLink,
  choice: MailChoice,
): Promise<Refused> {
  if (link.test) return { atMs: runtime.clock.now(), changed: false };
  return turns.take([link.handle], () => refuse(runtime, link, choice));
}
