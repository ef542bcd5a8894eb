import type { LimitOffers } from '@/lib/portal/limits';
import type { Page } from '../page';
import { ActForm, Answers, Other, SelectField, TypedField } from './act-form';
import { zoneName, ZONES } from './zones';

const OFTEN = [
  { max: 1, per: 'week' },
  { max: 2, per: 'month' },
  { max: 3, per: 'week' },
  { max: 1, per: 'day' },
] as const;
const PERIODS = ['day', 'week', 'month'] as const;
const HOURS = [
  ['21:00', '08:00'],
  ['22:00', '07:00'],
  ['18:00', '10:00'],
] as const;

interface Parts {
  readonly page: Page;
  readonly offers: LimitOffers;
}

export function FrequencyForm({ page, offers }: Parts) {
  const { frequency } = page.words.limits;
  const form = { page, act: 'limit-frequency' } as const;
  return (
    <section className="section" id="frequency" aria-labelledby="frequency-title">
      <h2 id="frequency-title">{frequency.title}</h2>
      <p id="frequency-effect">{page.words.sentences(frequency.effect, frequency.effectMore)}</p>
      <ActForm {...form}>
        <SelectField
          {...form}
          name="channel"
          label={frequency.where}
          options={[{ key: '', name: frequency.everywhere }, ...offers.channels]}
        />
        <Answers
          name="often"
          about={frequency.max}
          describedBy="frequency-effect"
          answers={OFTEN.map(({ max, per }) => ({
            value: `${max} ${per}`,
            text: frequency.often[per](max),
          }))}
        />
        <Other {...form} title={frequency.other}>
          <TypedField {...form} name="max" numeric maxLength={5} label={frequency.max} />
          <SelectField
            {...form}
            name="per"
            label={frequency.period}
            initial="week"
            options={PERIODS.map((key) => ({ key, name: frequency.per[key] }))}
          />
          <button className="button" aria-describedby="frequency-effect">
            {frequency.set}
          </button>
        </Other>
      </ActForm>
    </section>
  );
}

export function QuietForm({ page }: Pick<Parts, 'page'>) {
  const { quiet } = page.words.limits;
  const form = { page, act: 'limit-quiet' } as const;
  return (
    <section className="section" id="quiet" aria-labelledby="quiet-title">
      <h2 id="quiet-title">{quiet.title}</h2>
      <p id="quiet-effect">{quiet.effect}</p>
      <ActForm {...form}>
        <SelectField
          {...form}
          name="zone"
          label={quiet.zone}
          options={ZONES.map((key) => ({ key, name: zoneName(key, page.locale) }))}
        />
        <Answers
          name="hours"
          about={quiet.which}
          describedBy="quiet-effect"
          answers={HOURS.map(([from, to]) => ({
            value: `${from} ${to}`,
            text: quiet.hours(from, to),
          }))}
        />
        <Other {...form} title={quiet.other}>
          <TypedField {...form} name="from" type="time" label={quiet.from} />
          <TypedField {...form} name="to" type="time" label={quiet.to} />
          <button className="button" aria-describedby="quiet-effect">
            {quiet.set}
          </button>
        </Other>
      </ActForm>
    </section>
  );
}
