import { noticeDigest } from '../lib/catalogue/notice';
import { mint } from '../lib/identity/mint';
import type { SystemPrincipal } from '../lib/identity/model';
import type { NewPersonalEvent } from '../lib/record/model';
import type { Runtime } from '../lib/runtime/model';

const YEAR_MS = 365 * 86_400_000;

/** A plain yes, a little different from one person to the next. */
export function allowOf(runtime: Runtime, index: number): NewPersonalEvent {
  const { catalogue } = runtime.catalogues.current();
  const data = ['browsing', 'interests-told', 'purchases'].slice(0, 1 + (index % 3));
  return {
    about: 'subject',
    body: {
      type: 'allow',
      surface: 'import',
      purposes: ['recommend'],
      channels: ['app', 'web'],
      data: [...new Set([...data, 'purchases'])].sort(),
      notice: {
        catalogueVersion: catalogue.version,
        locale: 'ja',
        digest: noticeDigest(catalogue, 'ja'),
      },
      expiresAtMs: runtime.clock.now() + YEAR_MS,
    },
    evidence: { kind: 'bench', reference: `row-${String(index)}` },
  };
}

/** The shop's own key with the scope to hand in what its people said. */
export const shopKey = mint<SystemPrincipal>({
  kind: 'system',
  system: 'shop',
  keyId: 'bench',
  scopes: ['choice:allow', 'choice:refuse'],
  touchpoints: ['*'],
  test: false,
});
