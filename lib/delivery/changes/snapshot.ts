/**
 * Everybody a system knows, as its key may know them (API.md "Freshness"). The head is read
 * first, so that the cursor is never ahead of what is told: who changes while it runs is told
 * again by the stream of changes that goes on from there.
 */
import type { LocalPerson, SnapshotLine } from '../../../sdk/src/local-contract';
import { crc32After } from '../../identity/crc32';
import { openRow } from '../../record/subjects';
import { suppressedSubject } from '../../record/suppression';
import type { Runtime } from '../../runtime/model';
import { testPeople } from './test-people';
import { writeResume, type Resume } from './cursor';
import { tellEverybody, type Teller } from './teller';
import type { View } from './view';

const PAGE = 200;

interface Page {
  readonly people: readonly LocalPerson[];
  /** The last handle, where it can be gone on from. */
  readonly handle?: string;
}
type Pages = AsyncGenerator<Page>;

/** Somebody erased who left their refusal: few, so they come first and are never resumed at. */
async function* refusalsLeft(runtime: Runtime, view: View, teller: Teller): Pages {
  const { keyStore, store } = runtime;
  for (let after: string | undefined; ;) {
    const kept = await keyStore.suppressions({
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    const handles = kept.map(({ handle }) => handle);
    const rows = await store.findSuppressions(handles);
    const people = handles.flatMap((handle, at) => {
      const row = rows[at];
      const left = row && suppressedSubject(runtime, handle, row.sealed);
      return left?.suppressed.system === view.system ? [teller.person(handle, left)] : [];
    });
    if (people.length > 0) yield { people };
    after = handles.at(-1);
    if (after === undefined || handles.length < PAGE) return;
  }
}

async function* known(
  { store, vault, log }: Runtime,
  view: View,
  teller: Teller,
  from: string | undefined,
): Pages {
  for (let after = from; ;) {
    const page = { limit: PAGE, ...(after !== undefined && { after }) };
    const rows = await store.subjectsOfSystem(view.system, page);
    const people = rows.map((row) => teller.person(row.handle, openRow(row, vault, log)));
    after = rows.at(-1)?.handle;
    if (after === undefined) return;
    yield { people, handle: after };
    if (rows.length < PAGE) return;
    // Others are answered between two pages.
    await new Promise((resume) => setImmediate(resume));
  }
}

async function* pagesOf(
  runtime: Runtime,
  view: View,
  teller: Teller,
  from: string | undefined,
): Pages {
  if (view.test) {
    yield { people: testPeople(runtime, teller) };
    return;
  }
  yield* refusalsLeft(runtime, view, teller);
  yield* known(runtime, view, teller, from);
}

function hexOf(crc: number): string {
  return crc.toString(16).padStart(8, '0');
}

/** Lines as bytes, each with its line feed; `resume` must be of this epoch and view. */
export async function* snapshot(
  runtime: Runtime,
  view: View,
  resume?: Resume,
): AsyncGenerator<Buffer> {
  const { store, vault, clock, epoch } = runtime;
  const asOf = resume?.asOf ?? clock.now();
  const { seq } = await store.head();
  const revision = resume?.revision ?? seq;
  await runtime.subjects.fresh();
  const teller = tellEverybody(runtime, view, runtime.catalogues.current());
  let crc = 0;
  const write = (line: SnapshotLine): Buffer => {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`, 'utf8');
    crc = crc32After(crc, bytes);
    return bytes;
  };
  const cursor = vault.consentToken(epoch, revision);
  yield write({ line: 'begin', ...teller.map.wire, cursor, asOf, unseen: teller.unseen });
  yield write({ line: 'define', ...teller.tables.takeNew() });
  let count = 0;
  for await (const { people, handle } of pagesOf(runtime, view, teller, resume?.handle)) {
    const fresh = teller.tables.takeNew();
    if (fresh.timelines.length + fresh.profiles.length > 0) {
      yield write({ line: 'define', ...fresh });
    }
    count += people.length;
    const from = { epoch, revision, asOf, view: view.name };
    // Whoever goes on holds what came before against it: its own end will never come.
    const goingOn = handle !== undefined && {
      resume: writeResume(vault, { ...from, handle }),
      crc32: hexOf(crc),
    };
    yield write({ line: 'people', people, ...goingOn });
  }
  yield write({ line: 'end', people: count, crc32: hexOf(crc) });
}
