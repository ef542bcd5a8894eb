import type { Inquiry } from '@/lib/evidence/inquiry';
import type { AnswerThen } from '@/lib/evidence/point-in-time';
import { instantText } from '../../_ui/dates';
import type { ConsolePage } from '../console-page';
import { evidenceWords } from '../console-words';
import { LogTable } from '../log-table';
import { PackForm } from '../packs/pack-form';
import { rowText } from '../row-text';

type Answered = Extract<Inquiry, { ok: true }>;

function decidedBy(page: ConsolePage, { deciding }: AnswerThen): string {
  const { inquiry } = evidenceWords[page.locale];
  if (deciding === null) return inquiry.undecided;
  const { body, personal, stored } = deciding;
  const line = {
    ...{ seq: stored.seq, atMs: body.receivedAtMs, kind: stored.kind },
    ...{ eventId: personal.event, body },
  };
  return inquiry.decided(instantText(page.locale, body.receivedAtMs), rowText(page, line).what);
}

function Words({ page, then }: { page: ConsolePage; then: AnswerThen }) {
  const { locale } = page;
  const { inquiry } = evidenceWords[locale];
  const { catalogue } = then.catalogue;
  const shown = catalogue.notice[locale];
  const digest = then.words.find((words) => words.locale === locale)?.digest ?? '';
  const published = instantText(locale, catalogue.publishedAtMs);
  return (
    <details>
      <summary>{inquiry.words}</summary>
      <p className="small quiet num">{inquiry.version(catalogue.version, published)}</p>
      <div className="inquiry-words" tabIndex={0} role="region" aria-label={inquiry.words}>
        {Object.values(shown)
          .filter((value): value is string => typeof value === 'string')
          .map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
      </div>
      <p className="small quiet break-all">
        {inquiry.digest} {digest}
      </p>
    </details>
  );
}

export function Answer(parts: {
  readonly page: ConsolePage;
  readonly answer: Answered;
  readonly place: string;
  readonly kept: string;
}) {
  const { page, answer, place, kept } = parts;
  const { locale } = page;
  const { inquiry, reasons } = evidenceWords[locale];
  const { then, before, after, person } = answer;
  const when = instantText(locale, then.atMs);
  const { verdict } = then;
  const named = then.catalogue.touchpoints.get(place)?.touchpoint.text[locale].name ?? place;
  const { chain } = then;
  return (
    <>
      <section className="inquiry-answer" aria-labelledby="verdict">
        <p className="quiet">{named}</p>
        <h2 className="inquiry-verdict" id="verdict">
          {verdict.decision ? inquiry.yes(when) : inquiry.no(when)}
        </h2>
        <p>
          {inquiry.because}: {reasons[verdict.reason] ?? verdict.reason}
        </p>
        <p>{decidedBy(page, then)}</p>
        <p className="small quiet">{inquiry.notCounted}</p>
      </section>
      <Words page={page} then={then} />
      <section aria-labelledby="timeline">
        <h2 id="timeline">{inquiry.timeline}</h2>
        {after.length === 0 ? null : (
          <LogTable page={page} lines={after} caption={inquiry.timeline} />
        )}
        <p className="inquiry-mark num">
          {inquiry.asked} {when}
        </p>
        {before.length === 0 ? null : (
          <LogTable page={page} lines={before} caption={inquiry.timeline} />
        )}
        <p className={chain.gaps.length === 0 ? 'small quiet' : 'problem problem-box'}>
          {chain.gaps.length === 0 ? inquiry.whole(chain.events) : inquiry.gap}
        </p>
      </section>
      <PackForm locale={locale} hidden={{ case: kept }} ground={person.ground} bad={false} />
      <p className="mt-4">
        <a href="/console/inquiry">{inquiry.another}</a>
      </p>
    </>
  );
}
