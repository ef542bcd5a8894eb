/**
 * Under which handles people erased since were known, while their erasure is still being finished:
 * its sealed plan names them until then (lib/record/carry-out.ts). Afterwards nobody knows, and
 * whoever has not heard of it takes everything anew.
 */
import { openPlan } from '../../record/erasure-plan';
import type { Runtime } from '../../runtime/model';

export interface ErasedHandle {
  readonly handle: string;
  readonly system: string;
}

const MOST = 200;

function requestOf(json: string | undefined): string | undefined {
  const { request } = JSON.parse(json ?? '{}') as { request?: unknown };
  return typeof request === 'string' ? request : undefined;
}

async function handlesOf(
  { store, vault }: Runtime,
  json: string | undefined,
): Promise<readonly ErasedHandle[] | undefined> {
  const id = requestOf(json);
  const [row] = id === undefined ? [] : await store.erasureRequests({ id, limit: 1 });
  if (row === undefined || row.sealed.length === 0) return undefined;
  const { erased } = openPlan(vault, row.sealed);
  if (erased?.systems?.length !== erased?.handles.length) return undefined;
  return erased?.handles.map((handle, at) => ({ handle, system: erased.systems?.[at] ?? '' }));
}

/** Undefined: somebody was erased of whom nothing is known any more. */
export async function erasedSince(
  runtime: Runtime,
  afterSeq: number,
): Promise<readonly ErasedHandle[] | undefined> {
  const filter = { types: ['erasure'], afterSeq, order: 'oldest', limit: MOST } as const;
  const events = await runtime.store.searchLog(filter);
  if (events.length === MOST) return undefined;
  const all: ErasedHandle[] = [];
  for (const { body } of events) {
    const handles = await handlesOf(runtime, body?.json);
    if (handles === undefined) return undefined;
    all.push(...handles);
  }
  return all;
}
