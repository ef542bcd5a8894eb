import type { OfficerPrincipal } from '@/lib/identity/model';
import type { AskedCorrection } from '@/lib/record/age-corrections';
import { instantText } from '../../../_ui/dates';
import type { ConsolePage } from '../../console-page';
import { BecomeApprover } from '../become-approver';
import { ConfirmOrRefuse, Facts } from '../request-pieces';
import { AgeForm } from './age-form';
import { agesWords } from './words';

interface Parts {
  readonly page: ConsolePage;
  readonly officer: OfficerPrincipal;
  readonly request: AskedCorrection;
}

function Decide({ page, officer, request }: Parts) {
  const { waiting } = agesWords[page.locale];
  if (!request.mayDecide) {
    return (
      <>
        <p className="quiet">
          {request.askedBy === officer.officer ? waiting.own : waiting.lacksRole}
        </p>
        <BecomeApprover page={page} words={waiting.demo} />
      </>
    );
  }
  return (
    <details>
      <summary>{waiting.decide}</summary>
      <ul className="mt-1 grid list-disc gap-1 pl-6">
        {waiting.effects.map((effect) => (
          <li key={effect}>{effect}</li>
        ))}
      </ul>
      <AgeForm
        fields={{ request: request.id, case: page.form.case }}
        className="mt-3 flex flex-wrap gap-3"
      >
        <ConfirmOrRefuse words={waiting} />
      </AgeForm>
    </details>
  );
}

/** What was asked, by whom and why – never about whom. */
export function AgeRequest(parts: Parts) {
  const { page, officer, request } = parts;
  const words = agesWords[page.locale];
  const { column } = words;
  const facts = [
    [column.when, instantText(page.locale, request.createdAtMs)],
    [column.who, request.askedBy === officer.officer ? words.you : words.officer],
    [column.ground, request.ground],
  ] as const;
  return (
    <li className="erasure">
      <Facts facts={facts} />
      <Decide {...parts} />
    </li>
  );
}
