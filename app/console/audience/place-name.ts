import type { ConsolePage } from '../console-page';

export function placeName(
  { runtime, locale }: Pick<ConsolePage, 'runtime' | 'locale'>,
  key: string,
): string {
  return runtime.catalogues.current().touchpoints.get(key)?.touchpoint.text[locale].name ?? key;
}
