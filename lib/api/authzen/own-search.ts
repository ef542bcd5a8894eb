/** The three searches, over our own catalogue and people. */
import { findPermitted } from '../../asking/people-permitted';
import { TEST_IDS, TEST_SYSTEM } from '../../asking/test-answers';
import { AppError } from '../../errors';
import type { SystemPrincipal } from '../../identity/model';
import type { Runtime } from '../../runtime/model';
import { askingsFor, SUBJECT_TYPE } from './askings';
import type { Evaluator, Found, Page, Question, Search, SearchAnswer } from './model';
import { pageToken, readPageToken } from './page-token';
import { ACTIONS, placesOf } from './places';
import { verdictOf } from './verdict';

export interface Searcher {
  readonly runtime: Runtime;
  readonly principal: SystemPrincipal;
  readonly evaluator: Pick<Evaluator, 'evaluate'>;
}
type PeopleSearch = Extract<Search, { of: 'subject' }>;

/** People on one page. */
const PEOPLE_MOST = 1000;
const PEOPLE_USUAL = 100;

/** Keys of what could be found: places of the asking system that are live, or their purposes. */
function keysOf({ runtime, principal }: Searcher, type: string): readonly string[] {
  const { touchpoints } = runtime.catalogues.current();
  const own = [...touchpoints.values()]
    .map(({ touchpoint }) => touchpoint)
    .filter(({ status, system }) => status === 'live' && system === principal.system);
  if (type === 'touchpoint') return own.map(({ key }) => key);
  return type === 'purpose' ? [...new Set(own.flatMap(({ purposes }) => purposes))] : [];
}

interface Candidate {
  readonly found: Found;
  readonly question: Question;
}

function candidates(searcher: Searcher, search: Exclude<Search, PeopleSearch>): Candidate[] {
  if (search.of === 'action') {
    const { subject, resource, context } = search;
    return ACTIONS.map((name) => ({
      found: { name },
      question: { subject, action: { name }, resource, context },
    }));
  }
  const { subject, action, context, resource } = search;
  return keysOf(searcher, resource.type).map((id) => ({
    found: { type: resource.type, id },
    question: { subject, action, resource: { ...resource, id }, context },
  }));
}

async function searchCatalogue(
  searcher: Searcher,
  search: Exclude<Search, PeopleSearch>,
  after: string,
  limit: number | undefined,
): Promise<SearchAnswer> {
  const all = candidates(searcher, search);
  const questions = all.map(({ question }) => question);
  const answers = await searcher.evaluator.evaluate(questions, false);
  const results = all.flatMap(({ found }, at) => (answers[at]?.decision === true ? [found] : []));
  const from = Number(after);
  const to = from + (limit ?? results.length);
  const { vault } = searcher.runtime;
  const more = to < results.length;
  return {
    ok: true,
    results: results.slice(from, to),
    nextToken: more ? pageToken(vault, searcher.principal, search, String(to)) : '',
  };
}

/** Durable before anybody's name leaves (DESIGN §2 rule 4). Throws AppError when it is not. */
async function recordExport(
  { runtime, principal }: Searcher,
  { action, resource }: PeopleSearch,
  people: number,
): Promise<void> {
  const filter = `people permitted: ${action.name}, ${resource.type} ${resource.id} (${String(people)})`;
  const outcome = await runtime.commit({
    actor: principal,
    events: [
      {
        about: 'officer',
        body: { type: 'export', surface: 'api', format: 'json', filter },
        evidence: { key: principal.keyId },
      },
    ],
  });
  if (!outcome.ok) throw new AppError(outcome.reason, 'the search could not be recorded');
}

/** The fixed people of a test key: nobody is read, nothing is recorded. */
async function searchForTest(
  { evaluator }: Searcher,
  { action, resource, context }: PeopleSearch,
): Promise<SearchAnswer> {
  const found = TEST_IDS.map((id) => ({ type: SUBJECT_TYPE, id: `${TEST_SYSTEM}:${id}` }));
  const questions = found.map((subject) => ({ subject, action, resource, context }));
  const answers = await evaluator.evaluate(questions, false);
  return { ok: true, results: found.filter((_, at) => answers[at]?.decision), nextToken: '' };
}

async function searchPeople(
  searcher: Searcher,
  search: PeopleSearch,
  after: string,
  limit: number,
): Promise<SearchAnswer> {
  const { runtime, principal } = searcher;
  const catalogue = runtime.catalogues.current();
  const places = placesOf(catalogue, principal.system, search);
  const own = places.touchpoints.filter((key) => {
    return catalogue.touchpoints.get(key)?.touchpoint.system === principal.system;
  });
  const askable = search.subject.type === SUBJECT_TYPE && own.length > 0;
  if (!askable || own.length < places.touchpoints.length) {
    return { ok: true, results: [], nextToken: '' };
  }
  if (principal.test) return searchForTest(searcher, search);
  const asked = { action: search.action.name, data: places.data };
  const people = {
    askings: (subject: { readonly handle: string }) => askingsFor(subject, places, search.context),
    permits: (answers: Parameters<typeof verdictOf>[0]) =>
      verdictOf(answers, asked, false).decision,
  };
  const found = await findPermitted(runtime, principal, people, { after, limit });
  await recordExport(searcher, search, found.handles.length);
  const results = found.handles.map((id) => ({ type: SUBJECT_TYPE, id }));
  const next = found.after;
  const nextToken = next === undefined ? '' : pageToken(runtime.vault, principal, search, next);
  return { ok: true, results, nextToken };
}

export async function searchOurs(
  searcher: Searcher,
  search: Search,
  { limit, token }: Page,
): Promise<SearchAnswer> {
  const { runtime, principal } = searcher;
  const after = readPageToken(runtime.vault, principal, search, token);
  if (after === undefined) return { ok: false };
  if (search.of !== 'subject') return searchCatalogue(searcher, search, after, limit);
  const most = Math.min(limit ?? PEOPLE_USUAL, PEOPLE_MOST);
  return searchPeople(searcher, search, after, most);
}
