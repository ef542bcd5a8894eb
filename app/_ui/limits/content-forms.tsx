import type { LimitOffers, LimitView } from '@/lib/portal/limits';
import type { Page } from '../page';
import { ActForm, Answers, Other, SelectField, TypedField } from './act-form';

interface Parts {
  readonly page: Page;
  readonly offers: LimitOffers;
}

const DAYS = [30, 90, 180, 365] as const;

export function AgeForm({ page, offers }: Parts) {
  const { age } = page.words.limits;
  const form = { page, act: 'limit-age' } as const;
  return (
    <section className="section" id="age" aria-labelledby="age-title">
      <h2 id="age-title">{age.title}</h2>
      <p id="age-effect">{age.effect}</p>
      <ActForm {...form}>
        <SelectField
          {...form}
          name="data"
          label={age.data}
          options={offers.data}
          initial="browsing"
        />
        <Answers
          name="within"
          about={age.often}
          describedBy="age-effect"
          answers={DAYS.map((days) => ({ value: String(days), text: age.within(days) }))}
        />
        <Other {...form} title={age.other}>
          <TypedField {...form} name="days" numeric maxLength={5} label={age.days} />
          <button className="button" aria-describedby="age-effect">
            {age.set}
          </button>
        </Other>
      </ActForm>
    </section>
  );
}

const ENDS = ['quarter', 'half', 'year', 'none'] as const;
const LIFE = 'life-events';

function LifeEvents({ page }: { readonly page: Page }) {
  const { mute } = page.words.limits;
  return (
    <>
      <p id="life-effect">{mute.lifeEffect}</p>
      <ActForm page={page} act="limit-mute" fields={{ topic: LIFE, date: '' }}>
        <Answers
          name="end"
          about={mute.how}
          describedBy="life-effect"
          answers={ENDS.map((end) => ({ value: end, text: mute.ends[end] }))}
        />
      </ActForm>
    </>
  );
}

function OtherTopics({ page, offers }: Parts) {
  const { mute } = page.words.limits;
  const form = { page, act: 'limit-mute' } as const;
  return (
    <details className="other-answer" open={page.typed?.fields['act'] === form.act}>
      <summary>{mute.topics}</summary>
      <p id="mute-effect">{mute.effect}</p>
      <ActForm {...form}>
        <SelectField
          {...form}
          name="topic"
          label={mute.topic}
          options={offers.data.filter(({ key }) => key !== LIFE)}
        />
        <Answers
          name="end"
          about={mute.how}
          describedBy="mute-effect"
          answers={ENDS.map((end) => ({ value: end, text: mute.ends[end] }))}
        />
        <div className="typed-row">
          <TypedField {...form} name="date" type="date" label={mute.date} />
          <button className="button" name="end" value="date" aria-describedby="mute-effect">
            {mute.byDate}
          </button>
        </div>
      </ActForm>
    </details>
  );
}

export function MuteForm({ page, offers }: Parts) {
  const { mute } = page.words.limits;
  return (
    <section className="section" id="mute" aria-labelledby="mute-title">
      <h2 id="mute-title">{mute.title}</h2>
      {page.reading.compiled.data.has(LIFE) ? <LifeEvents page={page} /> : null}
      <OtherTopics page={page} offers={offers} />
    </section>
  );
}

const WISHES = [
  { act: 'limit-not-purchased', kind: 'notPurchased', effect: 'notPurchasedEffect' },
  { act: 'limit-variety', kind: 'variety', effect: 'varietyEffect' },
] as const;

export function MoreForms(parts: Parts & { readonly limits: readonly LimitView[] }) {
  const { page, offers, limits } = parts;
  const { more, set } = page.words.limits;
  return (
    <section className="section" id="more" aria-labelledby="more-title">
      <h2 id="more-title">{more.title}</h2>
      {WISHES.map(({ act, kind, effect }) => (
        <ActForm key={act} page={page} act={act}>
          <p id={effect}>{more[effect]}</p>
          {limits.some(({ key }) => key === kind) ? (
            <p className="standing">
              {more[kind]}
              {page.words.choice.about(set)}
            </p>
          ) : (
            <div>
              <button className="button" aria-describedby={effect}>
                {more[kind]}
              </button>
            </div>
          )}
        </ActForm>
      ))}
      <ActForm page={page} act="limit-preferred">
        <p id="preferred-effect">{more.preferredEffect}</p>
        <Answers
          name="channel"
          about={more.preferred}
          describedBy="preferred-effect"
          answers={offers.channels.map(({ key, name }) => ({ value: key, text: more.first(name) }))}
        />
      </ActForm>
    </section>
  );
}
