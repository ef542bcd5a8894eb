import type { DeskRequest } from '@/lib/evidence/erasure-desk';
import type { OfficerPrincipal } from '@/lib/identity/model';
import { instantText } from '../../_ui/dates';
import type { ConsolePage } from '../console-page';
import { ActForm } from './act-form';
import { BecomeApprover } from './become-approver';
import { HoldPart } from './hold-part';
import { ConfirmOrRefuse, Facts } from './request-pieces';
import { erasuresWordsFor } from './words';

interface RequestParts {
  readonly page: ConsolePage;
  readonly officer: OfficerPrincipal;
  readonly request: DeskRequest;
}

function whoText({ page, officer, request }: RequestParts): string {
  const words = erasuresWordsFor(page.locale);
  const { askedBy, askedWho } = request;
  if (askedBy === 'officer' && askedWho === officer.officer) return words.you;
  if (askedBy !== 'system' || askedWho === 'deployment') return words.askedBy[askedBy];
  return page.shared.systems[askedWho] ?? askedWho;
}

/** Undefined where the officer may decide. */
function whyNot({ page, officer, request }: RequestParts): string | undefined {
  const { waiting } = erasuresWordsFor(page.locale);
  if (request.mayDecide) return undefined;
  return request.askedWho === officer.officer ? waiting.own : waiting.lacksRole;
}

function Decide(parts: RequestParts) {
  const { page, request } = parts;
  const { waiting } = erasuresWordsFor(page.locale);
  const reason = whyNot(parts);
  if (reason !== undefined) {
    return (
      <>
        <p className="quiet">{reason}</p>
        <BecomeApprover page={page} words={waiting.demo} />
      </>
    );
  }
  return (
    <details>
      <summary>{waiting.decide}</summary>
      <p>{waiting.effect}</p>
      <ActForm
        fields={{ request: request.id, case: page.form.case }}
        className="mt-3 flex flex-wrap gap-3"
      >
        <ConfirmOrRefuse words={waiting} />
      </ActForm>
    </details>
  );
}

function Request(parts: RequestParts & { readonly list: 'waiting' | 'held' }) {
  const { page, officer, request, list } = parts;
  const { column, grounds } = erasuresWordsFor(page.locale);
  const facts = [
    [column.when, instantText(page.locale, request.createdAtMs)],
    [column.who, whoText(parts)],
    [column.ground, request.ground === null ? '' : grounds[request.ground]],
    ...(request.words === null ? [] : [[column.words, request.words] as const]),
  ] as const;
  return (
    <li className="erasure">
      <Facts facts={facts} />
      {request.holds === undefined ? null : (
        <HoldPart page={page} officer={officer} holds={request.holds} request={request.id} />
      )}
      {list === 'waiting' ? <Decide {...parts} /> : null}
    </li>
  );
}

export function RequestList(parts: {
  readonly page: ConsolePage;
  readonly officer: OfficerPrincipal;
  readonly requests: readonly DeskRequest[];
  readonly list: 'waiting' | 'held';
}) {
  const { page, officer, requests, list } = parts;
  const words = erasuresWordsFor(page.locale);
  return (
    <section className="erasure-section" aria-labelledby={list}>
      <h2 id={list}>{words[list].title}</h2>
      {requests.length === 0 ? <p className="quiet">{words[list].none}</p> : null}
      {list === 'held' && requests.length > 0 ? <p className="quiet">{words.held.text}</p> : null}
      <ul>
        {requests.map((request) => (
          <Request key={request.id} {...{ page, officer, request, list }} />
        ))}
      </ul>
    </section>
  );
}
