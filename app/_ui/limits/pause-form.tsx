import type { PurposeGroupView } from '@/lib/portal/model';
import type { Page } from '../page';
import { ActForm, Answers, Other, SelectField, TypedField } from './act-form';

const ENDS = ['tomorrow', 'week', 'month'] as const;

export function PauseForm(parts: {
  readonly page: Page;
  readonly groups: readonly PurposeGroupView[];
  /** The purpose one came from. */
  readonly purpose: string | undefined;
}) {
  const { page, groups, purpose } = parts;
  const { pause } = page.words.limits;
  const optional = groups
    .flatMap(({ purposes }) => purposes)
    .filter(({ basis }) => basis !== 'contract');
  const form = { page, act: 'pause' } as const;
  return (
    <section className="section" id="pause" aria-labelledby="pause-title">
      <h2 id="pause-title">{pause.title}</h2>
      <p id="pause-effect">{page.words.sentences(pause.effect, pause.effectMore)}</p>
      <ActForm {...form}>
        <SelectField
          {...form}
          name="purpose"
          label={pause.what}
          options={[{ key: '', name: pause.everything }, ...optional]}
          initial={purpose}
        />
        <Answers
          name="end"
          about={pause.until}
          describedBy="pause-effect"
          answers={ENDS.map((end) => ({ value: end, text: pause.ends[end] }))}
        />
        <Other {...form} title={pause.date}>
          <TypedField {...form} name="date" type="date" label={pause.date} />
          <button className="button" name="end" value="date" aria-describedby="pause-effect">
            {pause.byDate}
          </button>
        </Other>
      </ActForm>
    </section>
  );
}
