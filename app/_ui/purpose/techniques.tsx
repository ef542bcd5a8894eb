import { techniqueSets, type TechniqueSetView } from '@/lib/portal/techniques';
import { HiddenFields } from '../hidden-fields';
import type { Page } from '../page';
import { CellEffectText } from './effect-text';

const BUTTONS = {
  ai: { stop: 'stopAi', allow: 'allowAi' },
  staff: { stop: 'stopStaff', allow: 'allowStaff' },
} as const;

function TechniqueSet({ page, set }: { readonly page: Page; readonly set: TechniqueSetView }) {
  const { words } = page;
  const { stop, allow } = BUTTONS[set.key];
  const effectId = `effect-technique-${set.key}`;
  return (
    <form method="post" action="/choices" className="technique" data-enhance>
      <HiddenFields setting={page.setting} fields={{ techniques: set.techniques.join(' ') }} />
      <div>
        <button
          className="button"
          name="act"
          value={set.stopped ? 'technique-on' : 'technique-off'}
          aria-describedby={effectId}
        >
          {words.purposes[set.stopped ? allow : stop]}
        </button>
      </div>
      <div id={effectId}>
        {set.stopped ? <p className="standing">{words.purposes.techniqueOff}</p> : null}
        <CellEffectText
          {...{ page, pressed: true, id: `${effectId}-places` }}
          effect={{ stops: set.places, without: [] }}
        />
        {set.permitted === null || set.stopped ? null : (
          <p className="quiet small">{words.effects.now(set.permitted)}</p>
        )}
      </div>
    </form>
  );
}

/** A technique refused as a whole, with whatever uses it later. */
export function Techniques({ page }: { readonly page: Page }) {
  const { words, locale } = page;
  const { compiled, state, stations, nowMs } = page.reading;
  return (
    <section className="section" aria-labelledby="techniques">
      <h2 id="techniques">{words.purposes.techniques}</h2>
      <p className="quiet mb-4">{words.purposes.techniqueText}</p>
      <div className="techniques">
        {techniqueSets({ compiled, locale, state, stations, nowMs }).map((set) => (
          <TechniqueSet key={set.key} page={page} set={set} />
        ))}
      </div>
    </section>
  );
}
