import { timingSafeEqual } from 'node:crypto';
import { and, eq, gt, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { SessionRow, SignInRow, SignInStore } from '../port';
import type { Engine, Tables } from './engine';

const MOST_TRIES = 5;
/** A retry later than this is a new request. */
const REPLAY_DAYS = 30;
const DAY_MS = 86_400_000;

export function signInOperations({ read, write, tables }: Engine): SignInStore {
  const { sessions } = tables;
  return {
    ...takeSignIns(write, tables),

    async putSession(row) {
      await write.insert(sessions).values(row);
    },
    async findSession(id) {
      const [row] = await read.select().from(sessions).where(eq(sessions.id, id));
      return row && { ...row, kind: kindOf(row.kind) };
    },
    async endSession(id, atMs) {
      await write
        .update(sessions)
        .set({ endedAtMs: atMs })
        .where(and(eq(sessions.id, id), isNull(sessions.endedAtMs)));
    },
    async endSessionsOf(kind, who, atMs) {
      const ended = await write
        .update(sessions)
        .set({ endedAtMs: atMs })
        .where(and(eq(sessions.kind, kind), eq(sessions.who, who), isNull(sessions.endedAtMs)))
        .returning({ id: sessions.id });
      return ended.length;
    },
    async endSignIns(atMs) {
      const open = and(inArray(sessions.kind, ['subject', 'officer']), isNull(sessions.endedAtMs));
      await write.update(sessions).set({ endedAtMs: atMs }).where(open);
      await write.delete(tables.signIns);
    },
    async sweepExpired(atMs) {
      const { signIns, idempotency } = tables;
      await write
        .delete(sessions)
        .where(or(lte(sessions.expiresAtMs, atMs), lte(sessions.endedAtMs, atMs)));
      await write.delete(signIns).where(lte(signIns.expiresAtMs, atMs));
      await write
        .delete(idempotency)
        .where(lt(idempotency.createdAtMs, atMs - REPLAY_DAYS * DAY_MS));
    },
  };
}

type Taking = Pick<SignInStore, 'putSignIn' | 'takeSignInByToken' | 'takeSignInByCode'>;

function takeSignIns(write: Engine['write'], { signIns }: Tables): Taking {
  const live = (atMs: number) => and(isNull(signIns.usedAtMs), gt(signIns.expiresAtMs, atMs));
  // One statement finds and marks: of two that race, one gets the row.
  const take = async (id: string, atMs: number) => {
    const [row] = await write
      .update(signIns)
      .set({ usedAtMs: atMs })
      .where(and(eq(signIns.id, id), live(atMs)))
      .returning();
    return row && signInOf(row);
  };
  return {
    async putSignIn(row) {
      await write.insert(signIns).values({ ...row, tries: 0 });
    },
    takeSignInByToken: take,
    async takeSignInByCode(pageId, codeMac, atMs) {
      // INVARIANT: the try is counted, durably, before the code is looked at.
      const tried = await write
        .update(signIns)
        .set({ tries: sql`${signIns.tries} + 1` })
        .where(and(eq(signIns.pageId, pageId), live(atMs), lt(signIns.tries, MOST_TRIES)))
        .returning({ id: signIns.id, codeMac: signIns.codeMac });
      const match = tried.find((row) => sameBytes(row.codeMac, codeMac));
      // A miss takes the same two statements as a hit.
      return take(match?.id ?? '', atMs);
    },
  };
}

function signInOf(row: Tables['signIns']['$inferSelect']): SignInRow {
  const { id, pageId, codeMac, sealed, createdAtMs, expiresAtMs } = row;
  const { purpose } = row;
  if (purpose !== 'person' && purpose !== 'officer' && purpose !== 'link') {
    throw new Error(`A sign-in is for what this version does not know: ${purpose}.`);
  }
  return { id, pageId, purpose, codeMac, sealed, createdAtMs, expiresAtMs };
}

function kindOf(kind: string): SessionRow['kind'] {
  if (kind === 'subject' || kind === 'officer') return kind;
  if (kind === 'device' || kind === 'watch') return kind;
  throw new Error(`A session is of a kind that this version does not know: ${kind}.`);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
