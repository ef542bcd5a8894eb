/**
 * The rules for an allow (DESIGN §4): it names its cells, all of them in the catalogue version
 * shown; what is sensitive or so marked takes an explicit one of its own; it ends.
 */
import type { CompiledCatalogue } from '../catalogue/compile';
import { defaultExpiry } from './expiry';
import { EVERYTHING, type AllowBody } from './model';
import { contractNamed, no, unknownIn, type Problem } from './problem';
import type { ChoiceCheck, ChoiceContext, StatedHead } from './rules';
import type { ChoiceInputOf } from './schema';

type AllowInput = ChoiceInputOf<'allow'>;

function wildcardIn(input: AllowInput): Problem | undefined {
  const field = (['purposes', 'channels', 'data'] as const).find((name) =>
    input[name].includes(EVERYTHING),
  );
  if (field === undefined) return undefined;
  return no('wildcard_not_allowed', `/${field}`, 'an allow names every key it means');
}

/** Ordinary keys may stand beside one sensitive key of one purpose; several would hide it. */
function explicitProblem(
  versions: readonly CompiledCatalogue[],
  input: AllowInput,
  context: ChoiceContext,
): Problem | undefined {
  const explicitPurpose = input.purposes.findIndex((key) =>
    versions.some(({ purposes }) => purposes.get(key)?.explicit === true),
  );
  const isSensitive = (key: string): boolean =>
    versions.some(({ data }) => data.get(key)?.sensitive === true);
  const sensitive = new Set(input.data.filter(isSensitive));
  if (input.explicit === undefined) {
    if (explicitPurpose >= 0) {
      const field = `/purposes/${explicitPurpose}`;
      return no('sensitive_needs_explicit', field, 'takes an explicit choice of its own');
    }
    const index = input.data.findIndex(isSensitive);
    return index < 0
      ? undefined
      : no('sensitive_needs_explicit', `/data/${index}`, 'takes an explicit choice of its own');
  }
  if (context.by !== 'person') {
    return no('explicit_not_allowed', '/explicit', 'only the signed-in page can be explicit');
  }
  if (new Set(input.purposes).size > 1) {
    return no('sensitive_needs_explicit', '/purposes', 'an explicit choice names one purpose');
  }
  return sensitive.size > 1
    ? no('sensitive_needs_explicit', '/data', 'an explicit choice names one sensitive key at most')
    : undefined;
}

function expiryOf(
  shown: CompiledCatalogue,
  input: AllowInput,
  givenAtMs: number,
  nowMs: number,
): { readonly expiresAtMs?: number } | Problem {
  const purposes = input.purposes.flatMap((key) => shown.purposes.get(key) ?? []);
  const latest = defaultExpiry(purposes, givenAtMs);
  if (latest === undefined) {
    if (input.expiresAt === undefined) return {};
    return no(
      'expiry_not_allowed',
      '/expiresAt',
      'what rests on legitimate interest never expires',
    );
  }
  if (purposes.some(({ basis }) => basis !== 'consent')) {
    const detail = 'consent ends and legitimate interest does not: two separate allows';
    return no('invalid_request', '/purposes', detail);
  }
  const expiresAtMs = input.expiresAt === undefined ? latest : Date.parse(input.expiresAt);
  if (expiresAtMs > latest) {
    return no('expiry_not_allowed', '/expiresAt', 'lies later than an allow may last');
  }
  if (input.expiresAt !== undefined && expiresAtMs <= nowMs) {
    return no('expiry_not_allowed', '/expiresAt', 'lies in the past');
  }
  return { expiresAtMs };
}

function noticeOf(
  input: AllowInput,
  context: ChoiceContext,
): { readonly shown: CompiledCatalogue; readonly notice: AllowBody['notice'] } | Problem {
  if (input.notice === undefined) {
    return no('notice_required', '/notice', 'an allow says which words were shown');
  }
  const { catalogueVersion, locale } = input.notice;
  const shown =
    catalogueVersion > context.newestVersion ? undefined : context.catalogueOf(catalogueVersion);
  const digest = shown && context.noticeDigestOf(catalogueVersion, locale);
  if (shown === undefined || digest === undefined) {
    const detail = 'was never published';
    return no('unknown_catalogue_version', '/notice/catalogueVersion', detail);
  }
  return { shown, notice: { catalogueVersion, locale, digest } };
}

/** The body of an allow; its expiry counts from `givenAt`. `newest` may be newer than what was shown. */
export function allowBody(
  newest: CompiledCatalogue,
  input: AllowInput,
  head: StatedHead,
  context: ChoiceContext,
): ChoiceCheck {
  const wildcard = wildcardIn(input);
  if (wildcard !== undefined) return wildcard;
  const named = noticeOf(input, context);
  if ('ok' in named) return named;
  const { shown, notice } = named;
  const problem =
    unknownIn(shown, input) ??
    contractNamed(shown, input.purposes) ??
    explicitProblem([shown, newest], input, context);
  if (problem !== undefined) return problem;
  if (context.by === 'key' && input.evidence === undefined) {
    return no('evidence_required', '/evidence', 'a key says how the person said it');
  }
  const expiry = expiryOf(shown, input, head.givenAtMs ?? context.nowMs, context.nowMs);
  if ('ok' in expiry) return expiry;
  const sorted = (keys: readonly string[]): string[] => [...new Set(keys)].sort();
  const body = {
    type: 'allow' as const,
    purposes: sorted(input.purposes),
    channels: sorted(input.channels),
    data: sorted(input.data),
    notice,
    ...expiry,
    ...(input.explicit === undefined ? {} : { explicit: true as const }),
    ...head,
  };
  return { ok: true, body };
}
