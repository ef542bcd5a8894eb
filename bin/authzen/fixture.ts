/**
 * What the certification scenario of the Authorization API 1.0 asks about: two users, two records,
 * three actions. A strange evaluator behind our protocol handler; no part of the product.
 */
import type {
  Action,
  Entity,
  Evaluator,
  Found,
  Page,
  Properties,
  Question,
  Search,
  SearchAnswer,
} from '../../lib/api/authzen/model';

const USERS: readonly Entity[] = [
  { type: 'user', id: 'alice' },
  { type: 'user', id: 'bob', properties: { role: 'admin' } },
];
const RECORDS: readonly Entity[] = [
  { type: 'record', id: 'record-1', properties: { status: 'active' } },
  { type: 'record', id: 'record-2', properties: { status: 'archived' } },
];
const ACTIONS: readonly Action[] = [{ name: 'read' }, { name: 'write' }, { name: 'delete' }];

/** What is known of somebody or something, and over it what the question says; null for a stranger. */
function known(all: readonly Entity[], { type, id, properties }: Entity): Properties | null {
  const found = all.find((one) => one.type === type && one.id === id);
  return found === undefined ? null : { ...found.properties, ...properties };
}

function permits({ subject, action, resource }: Question): boolean {
  const [user, record] = [known(USERS, subject), known(RECORDS, resource)];
  if (user === null || record === null) return false;
  const archived = record['status'] === 'archived';
  switch (action.name) {
    case 'read':
      return !archived;
    case 'write':
      return archived ? user['role'] === 'admin' : subject.id === 'alice';
    case 'delete':
      return !archived && subject.id === 'alice' && action.properties?.['soft'] === true;
    default:
      return false;
  }
}

interface Candidate {
  readonly found: Found;
  readonly question: Question;
}

/** Each thing that could be found, with the question that finds it. */
function candidates(search: Search): readonly Candidate[] {
  switch (search.of) {
    case 'action':
      return ACTIONS.map((action) => {
        return { found: { name: action.name }, question: { ...search, action } };
      });
    case 'subject':
      return USERS.filter(({ type }) => type === search.subject.type).map(({ type, id }) => {
        return { found: { type, id }, question: { ...search, subject: { ...search.subject, id } } };
      });
    case 'resource':
      return RECORDS.filter(({ type }) => type === search.resource.type).map(({ type, id }) => {
        const resource = { ...search.resource, id };
        return { found: { type, id }, question: { ...search, resource } };
      });
  }
}

/** A token is the number of results before it; what is none begins anew. */
function pageOf(results: readonly Found[], { limit = results.length, token }: Page): SearchAnswer {
  const from = /^\d{1,4}$/.test(token ?? '') ? Number(token) : 0;
  const to = from + limit;
  const nextToken = to < results.length ? String(to) : '';
  return { ok: true, results: results.slice(from, to), nextToken };
}

export const scenarioEvaluator: Evaluator = {
  evaluate: (questions) =>
    Promise.resolve(questions.map((question) => ({ decision: permits(question) }))),
  search(search, page) {
    const found = candidates(search).filter(({ question }) => permits(question));
    return Promise.resolve(
      pageOf(
        found.map((one) => one.found),
        page,
      ),
    );
  },
};
