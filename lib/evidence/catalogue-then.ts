/** The catalogue whose words were in force when something was said. */
import type { CompiledCatalogue } from '../catalogue/compile';
import { LOCALES, type Locale } from '../catalogue/model';
import type { EventBody } from '../choice/model';
import { catalogueAt } from '../record/catalogue-at';
import type { Runtime } from '../runtime/model';

export interface WordsThen {
  readonly compiled: CompiledCatalogue;
  /** The language they were shown in, where the choice says it. */
  readonly locale: Locale | undefined;
}

/** An allow names its notice; for anything else it is the newest version published by then. */
export async function wordsThen(runtime: Runtime, body: EventBody): Promise<WordsThen> {
  const notice = 'notice' in body ? body.notice : undefined;
  const named = notice && (await runtime.catalogues.find(notice.catalogueVersion));
  if (named !== undefined) {
    return { compiled: named, locale: LOCALES.find((known) => known === notice?.locale) };
  }
  const then = await catalogueAt(runtime, body.receivedAtMs);
  return { compiled: then ?? runtime.catalogues.current(), locale: undefined };
}
