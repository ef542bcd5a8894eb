import { majorityYears } from '@/lib/portal/age-said';
import type { Page } from '../page';
import { SayForm } from './say-form';

const BANDS = ['child', 'teen'] as const;
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);

function Pick(parts: {
  readonly page: Page;
  readonly name: 'year' | 'month';
  readonly options: readonly number[];
  readonly nameOf: (option: number) => string;
  readonly before: string | undefined;
}) {
  const { page, name, options, nameOf, before } = parts;
  const { young } = page.words.guardian;
  const fault = page.typed !== undefined;
  return (
    <div className="field">
      <label htmlFor={`age-${name}`}>{young[name]}</label>
      <select
        id={`age-${name}`}
        name={name}
        className="select"
        required
        defaultValue={before ?? ''}
        autoFocus={fault && name === 'year'}
        aria-invalid={fault || undefined}
        aria-describedby={fault ? 'guardian-problem' : undefined}
      >
        <option value="">{young.pick}</option>
        {options.map((option) => (
          <option key={option} value={option}>
            {nameOf(option)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Nothing is chosen beforehand; the month is asked for, never a birthday. */
export function AgeForm({ page }: { readonly page: Page }) {
  const { young } = page.words.guardian;
  const before = page.typed?.fields ?? {};
  return (
    <SayForm page={page} act="declare" className="age-form" key={JSON.stringify(before)}>
      <fieldset>
        <legend className="label">{young.band}</legend>
        <div className="choice-row">
          {BANDS.map((band) => (
            <label className="choice" key={band}>
              <input
                type="radio"
                name="band"
                value={band}
                required
                defaultChecked={before['band'] === band}
                aria-describedby="age-effect"
              />
              <span>{young.bands[band]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="age-when">
        <Pick
          {...{ page, name: 'year', nameOf: young.yearOf, before: before['year'] }}
          options={majorityYears(page.reading.nowMs)}
        />
        <Pick
          {...{ page, name: 'month', nameOf: young.monthOf, before: before['month'] }}
          options={MONTHS}
        />
      </div>
      <button className="button" aria-describedby="age-effect">
        {young.declare}
      </button>
    </SayForm>
  );
}
