import type { OfficerPrincipal } from '@/lib/identity/model';
import type { Hold } from '@/lib/record/holds';
import { dayText } from '../../_ui/dates';
import type { ConsolePage } from '../console-page';
import { TextField, TimeField } from '../field';
import { ActForm } from './act-form';
import { erasuresWordsFor } from './words';

interface HoldParts {
  readonly page: ConsolePage;
  readonly officer: OfficerPrincipal;
  readonly holds: readonly Hold[];
  /** Whom they are about: a request's id; the open record where there is none. */
  readonly request: string | undefined;
}

function PlaceForm({ page, request }: Pick<HoldParts, 'page' | 'request'>) {
  const { hold } = erasuresWordsFor(page.locale);
  const id = request ?? 'person';
  const tomorrow = new Date(page.runtime.clock.now() + 86_400_000).toISOString().slice(0, 10);
  return (
    <details>
      <summary>{hold.place}</summary>
      <p className="quiet">{hold.placeText}</p>
      <ActForm fields={{ act: 'hold', request, case: page.form.case }} className="erasure-form">
        <TextField
          {...{ id: `ground-${id}`, name: 'ground', label: hold.ground, hint: hold.groundHint }}
          {...{ shortest: 5, longest: 500 }}
          required
        />
        <TimeField
          {...{ type: 'date', id: `until-${id}`, name: 'until', label: hold.until }}
          earliest={tomorrow}
        />
        <button className="button">{hold.place}</button>
      </ActForm>
    </details>
  );
}

/** The running holds with their grounds, and what an approver may do about them. */
export function HoldPart({ page, officer, holds, request }: HoldParts) {
  const { hold } = erasuresWordsFor(page.locale);
  const approver = officer.roles.includes('approver');
  return (
    <>
      {holds.map(({ id, ground, untilMs }) => {
        const text = hold.running(dayText(page.locale, untilMs), ground);
        return (
          <div key={id} className="note erasure-hold">
            <p>{text}</p>
            {approver ? (
              <ActForm fields={{ act: 'end-hold', hold: id, request, case: page.form.case }}>
                <button className="plain-button">
                  {hold.end}
                  <span className="sr">{page.shared.choice.about(text)}</span>
                </button>
              </ActForm>
            ) : null}
          </div>
        );
      })}
      {approver ? <PlaceForm page={page} request={request} /> : null}
      {/* Said once, of the open record, and not of each request again. */}
      {approver || request !== undefined ? null : <p className="quiet small">{hold.lacksRole}</p>}
    </>
  );
}
