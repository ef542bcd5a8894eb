import type { Case } from './case';
import { draftOf } from './draft';
import { DESK } from './words';

const SAID = {
  sent: DESK.sent,
  'not-sent': DESK.notSent,
  empty: DESK.empty,
  'no-way': DESK.noWay,
} as const;

export function ReplyForm(parts: {
  readonly opened: Case;
  readonly reading: boolean;
  /** What became of the last one. */
  readonly said: string;
}) {
  const { opened, reading, said } = parts;
  const { enquiry, earlier, locale } = opened;
  const used = earlier?.content;
  const known = Object.entries(SAID).find(([key]) => key === said)?.[1];
  return (
    <section className="desk-part" aria-labelledby="reply">
      <h2 id="reply">{DESK.reply[locale]}</h2>
      {known === undefined ? null : (
        <p className="desk-said" role={said === 'sent' ? 'status' : 'alert'}>
          {known[locale]}{' '}
          {said === 'sent' ? <a href="/demo/outbox">{DESK.outbox[locale]}</a> : null}
        </p>
      )}
      <form method="post" action="/demo/desk/reply" className="reply">
        <input type="hidden" name="enquiry" value={enquiry.number} readOnly />
        <input
          type="hidden"
          name="read"
          value={reading && used !== undefined ? '1' : ''}
          readOnly
        />
        <label htmlFor="text">{DESK.replyLabel[locale]}</label>
        <textarea
          id="text"
          name="text"
          rows={7}
          maxLength={4000}
          defaultValue={draftOf(enquiry, used, locale)}
        />
        <p className="desk-quiet">{DESK.footText[locale]}</p>
        <button className="desk-button">{DESK.send[locale]}</button>
      </form>
    </section>
  );
}
