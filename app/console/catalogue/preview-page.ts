import type { Catalogue } from '@/lib/catalogue/model';
import { previewOf, type Example } from '@/lib/publishing/preview';
import type { Page } from '../../_ui/page';
import type { ConsolePage } from '../console-page';

/** A page of the portal as somebody would get it under a draft. Its forms name a version that is not there. */
export function previewPage(
  page: ConsolePage,
  draft: Catalogue,
  example: Example,
  path: string,
): Page {
  const { runtime, locale, shared } = page;
  const now = runtime.catalogues.current();
  return {
    ...previewOf(draft, now, example, locale, runtime.clock.now()),
    ...{ runtime, locale, words: shared, path, standing: '' },
    ...{ flash: undefined, problem: undefined, typed: undefined },
    setting: { once: () => '', version: draft.version, back: path },
  };
}
