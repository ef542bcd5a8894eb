/**
 * One row as one choice (DESIGN §4): checked as the API checks it, committed once however often
 * the row is tried, in the key's name. What a person refused since stays refused: a late allow
 * skips it (lib/choice/late.ts).
 */
import { z } from 'zod';
import type { CompiledCatalogue } from '../catalogue/compile';
import { noticeDigest } from '../catalogue/notice';
import type { Locale } from '../catalogue/model';
import { checkChoice } from '../choice/rules';
import { choiceInputSchema, type ChoiceInput } from '../choice/schema';
import type { ErrorCode } from '../errors';
import { mayCommit } from '../identity/gates';
import type { SystemPrincipal } from '../identity/model';
import type { NewPersonalEvent } from '../record/model';
import type { Runtime } from '../runtime/model';
import type { ImportRow } from './rows';

export interface RowResult {
  readonly row: number;
  readonly result: 'recorded' | 'would-record' | 'refused';
  readonly reason?: ErrorCode;
  /** JSON pointer into the choice. */
  readonly field?: string;
  readonly ref?: string;
  /** Cells the person spoke about since. */
  readonly notPainted?: readonly string[];
}
export interface ImportRun {
  readonly actor: SystemPrincipal;
  /** Names the import: its rows are recorded once. */
  readonly scope: string;
  readonly dryRun: boolean;
}

const LONE_SURROGATE = /\p{Surrogate}/u;
const idSchema = z
  .string()
  .min(1)
  .max(256)
  .refine((id) => !LONE_SURROGATE.test(id), 'must be Unicode text');
const namedSchema = z.union([
  z.looseObject({ subject: z.strictObject({ system: z.string(), id: idSchema }) }),
  z.looseObject({ id: idSchema }),
]);

type Refusal = Pick<RowResult, 'reason' | 'field'>;

function pointer(error: z.ZodError): string {
  const [issue] = error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...(issue?.path ?? []), ...unknown].map((part) => `/${String(part)}`).join('');
}

interface Said {
  readonly id: string;
  readonly input: ChoiceInput;
}

function read(value: ImportRow['value'], system: string): Said | Refusal {
  const named = namedSchema.safeParse(value ?? {});
  if (!named.success) return { reason: 'invalid_request', field: '/id' };
  const {
    id: own,
    subject,
    ...said
  } = named.data as Record<string, unknown> & {
    readonly id?: string;
    readonly subject?: { readonly system: string; readonly id: string };
  };
  if (subject !== undefined && subject.system !== system) {
    return { reason: 'wrong_system', field: '/subject/system' };
  }
  const id = subject?.id ?? own ?? '';
  const input = choiceInputSchema.safeParse({ surface: 'import', ...said });
  if (!input.success) return { reason: 'invalid_request', field: pointer(input.error) };
  if (input.data.type === 'allow' && input.data.givenAt === undefined) {
    // INVARIANT: an allow of old never counts as said now: what was refused since stays refused.
    return { reason: 'invalid_request', field: '/givenAt' };
  }
  return { id, input: input.data };
}

async function shownBy(
  runtime: Runtime,
  input: ChoiceInput,
): Promise<CompiledCatalogue | undefined> {
  const named = input.type === 'allow' ? input.notice?.catalogueVersion : undefined;
  return named === undefined ? undefined : runtime.catalogues.find(named);
}

async function eventOf(runtime: Runtime, input: ChoiceInput): Promise<NewPersonalEvent | Refusal> {
  const newest = runtime.catalogues.current();
  const shown = await shownBy(runtime, input);
  const check = checkChoice(newest, input, {
    ...{ by: 'key', surface: 'import', nowMs: runtime.clock.now(), newestVersion: newest.version },
    catalogueOf: (version: number) => (shown?.version === version ? shown : undefined),
    noticeDigestOf: (version: number, locale: Locale) =>
      shown?.version === version ? noticeDigest(shown.catalogue, locale) : undefined,
  });
  if (!check.ok) return check.field === undefined ? { reason: check.reason } : check;
  const evidence = input.type === 'allow' ? input.evidence : undefined;
  return { about: 'subject', body: check.body, ...(evidence !== undefined && { evidence }) };
}

/** Names no field of a row: the gate speaks of events. */
const GATES = '/events';

function refused(row: number, { reason = 'internal', field: at }: Refusal): RowResult {
  const field = at?.startsWith(GATES) === true ? '/type' : at;
  return { row, result: 'refused', reason, ...(field !== undefined && { field }) };
}

/** Throws AppError('unavailable') when nothing can be written: the import goes on later. */
export async function importRow(
  runtime: Runtime,
  { actor, scope, dryRun }: ImportRun,
  { number, value }: ImportRow,
): Promise<RowResult> {
  const said = read(value, actor.system);
  if (!('id' in said)) return refused(number, said);
  const event = await eventOf(runtime, said.input);
  if (!('about' in event)) return refused(number, event);
  if (dryRun) {
    const gate = mayCommit(actor, event);
    if (!gate.ok) return refused(number, { reason: gate.reason, field: GATES });
    return { row: number, result: 'would-record' };
  }
  const mac = runtime.vault.mac('payload', JSON.stringify(value));
  const outcome = await runtime.commit({
    actor,
    about: { identifier: { system: actor.system, id: said.id } },
    idempotency: {
      ...{ scope, key: String(number) },
      payloadHash: Buffer.from(mac).toString('base64url'),
    },
    events: [event],
  });
  if (!outcome.ok) return refused(number, outcome);
  const [committed] = outcome.events;
  const { eventId = '', notPainted = [] } = committed ?? {};
  const ref = runtime.vault.refOf(actor.system, eventId);
  return { row: number, result: 'recorded', ref, ...(notPainted.length > 0 && { notPainted }) };
}
