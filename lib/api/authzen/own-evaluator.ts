/** Our evaluator: AuthZEN questions put to lib/asking, for the system whose key asks. */
import { askMany } from '../../asking/ask-many';
import type { Asking, Unreadable } from '../../asking/model';
import type { CompiledCatalogue } from '../../catalogue/compile';
import type { SystemPrincipal } from '../../identity/model';
import type { Runtime } from '../../runtime/model';
import { askingsFor, subjectOf } from './askings';
import type { Answer, Evaluator, Question } from './model';
import { searchOurs } from './own-search';
import { placesOf, type Places } from './places';
import { verdictOf } from './verdict';

/** None of ours: a no in its place. */
const UNREADABLE: Unreadable = { unreadable: 'invalid_request', touchpoint: '' };

/** The same asking twice is asked, and counted, once. */
class Queue {
  readonly askings: (Asking | Unreadable)[] = [];
  private readonly places = new Map<string, number>();

  add(asking: Asking | Unreadable): number {
    const name = JSON.stringify(asking);
    const at = this.places.get(name) ?? this.askings.push(asking) - 1;
    this.places.set(name, at);
    return at;
  }
}

interface Asked {
  readonly question: Question;
  readonly places: Places;
  readonly at: readonly number[];
}

function putInto(
  queue: Queue,
  catalogue: CompiledCatalogue,
  principal: SystemPrincipal,
  question: Question,
): Asked {
  const places = placesOf(catalogue, principal.system, question);
  const subject = subjectOf(principal, question.subject);
  const askings = subject === undefined ? [] : askingsFor(subject, places, question.context);
  const queued = askings.length === 0 ? [UNREADABLE] : askings;
  return { question, places, at: queued.map((asking) => queue.add(asking)) };
}

async function evaluate(
  runtime: Runtime,
  principal: SystemPrincipal,
  questions: readonly Question[],
  explain: boolean,
): Promise<readonly Answer[]> {
  const catalogue = runtime.catalogues.current();
  const queue = new Queue();
  const asked = questions.map((question) => putInto(queue, catalogue, principal, question));
  const answers = await askMany(runtime, principal, queue.askings);
  return asked.map(({ question, places, at }) => {
    const own = at.flatMap((place) => answers[place] ?? []);
    return verdictOf(own, { action: question.action.name, data: places.data }, explain);
  });
}

export function ownEvaluator(runtime: Runtime, principal: SystemPrincipal): Evaluator {
  const evaluator: Evaluator = {
    evaluate: (questions, explain) => evaluate(runtime, principal, questions, explain),
    search: (search, page) => searchOurs({ runtime, principal, evaluator }, search, page),
  };
  return evaluator;
}
