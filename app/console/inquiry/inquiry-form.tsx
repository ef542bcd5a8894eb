import type { InquiryProblem } from '@/lib/evidence/inquiry';
import type { ConsolePage } from '../console-page';
import { evidenceWords } from '../console-words';
import { SelectField, TimeField } from '../field';
import { lookProblem, PersonFields } from '../person-form';

interface When {
  readonly date: string;
  readonly time: string;
  readonly place: string;
}

function problemText(page: ConsolePage, problem: InquiryProblem | undefined): string | undefined {
  const { inquiry } = evidenceWords[page.locale];
  switch (problem) {
    case 'over':
      return inquiry.over;
    case 'time':
      return inquiry.badTime;
    case 'place':
      return inquiry.badPlace;
    case 'nothing':
      return inquiry.nothing;
    case undefined:
      return lookProblem(page)?.text;
  }
}

/** Person, date, place, ground: what anybody asks who asks an officer. */
export function InquiryForm(parts: {
  readonly page: ConsolePage;
  readonly when: When;
  readonly problem: InquiryProblem | undefined;
}) {
  const { page, when, problem } = parts;
  const { inquiry } = evidenceWords[page.locale];
  const said = problemText(page, problem);
  const { touchpoints } = page.runtime.catalogues.current().catalogue;
  return (
    <form method="post" action="/console/inquiry/ask" className="inquiry-form">
      {said === undefined ? null : (
        <p className="problem problem-box" role="alert" id="inquiry-problem">
          {said}
        </p>
      )}
      <PersonFields page={page} problem={lookProblem(page)} />
      <div className="inquiry-when">
        <TimeField
          {...{ type: 'date', id: 'inquiry-date', name: 'date' }}
          {...{ label: inquiry.date, value: when.date }}
        />
        <TimeField
          {...{ type: 'time', id: 'inquiry-time', name: 'time', label: inquiry.time }}
          value={when.time === '' ? '10:00' : when.time}
        />
      </div>
      <SelectField
        {...{ id: 'inquiry-place', name: 'place', label: inquiry.place, value: when.place }}
        options={touchpoints.map(({ key, text }) => [key, text[page.locale].name])}
      />
      <button className="button button-strong">{inquiry.answer}</button>
    </form>
  );
}
